-- What a person may do in a project. Owners need no row: they are admins everywhere.

create table project_members (
    project_id integer not null references projects (id) on delete cascade,
    user_id bigint not null references users (id) on delete cascade,
    role text not null check (role in ('viewer', 'editor', 'admin')),
    created_at timestamptz not null default now(),
    primary key (project_id, user_id)
);

create index project_members_user on project_members (user_id);
