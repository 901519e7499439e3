-- How long, and up to which size, a project's data of a kind is kept, where it has its own say.

create table project_retention (
    project_id integer not null references projects (id) on delete cascade,
    kind text not null,
    -- Null: the server's setting.
    days integer check (days between 1 and 36500),
    -- Null: no bound beside the server's.
    max_bytes bigint check (max_bytes > 0),
    primary key (project_id, kind)
);

insert into project_retention (project_id, kind, days)
select id, kind, least(retention_days, 36500)
from projects cross join (values ('spans'), ('logs')) as kinds (kind)
where retention_days is not null;

alter table projects drop column retention_days;
