-- What people keep of a page: its filters under a name, for themselves or for the project.

create table saved_views (
    id bigint generated always as identity primary key,
    project_id integer not null references projects (id) on delete cascade,
    page text not null,
    name text not null,
    -- JSON as it was sent.
    query text not null,
    shared boolean not null,
    -- A person, by e-mail address, or a key, by its label.
    owner_kind text not null check (owner_kind in ('user', 'key')),
    owner text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- What a key keeps is the project's.
    check (shared or owner_kind = 'user'),
    unique (project_id, page, owner_kind, owner, name)
);
