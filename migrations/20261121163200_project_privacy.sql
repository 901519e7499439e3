-- What a project does not want stored: how much of payloads is kept, and what is redacted.

create table project_privacy (
    project_id integer primary key references projects (id) on delete cascade,
    policy jsonb not null,
    -- With it, ids of which something was redacted become others that tell nobody the first ones.
    salt bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
);
