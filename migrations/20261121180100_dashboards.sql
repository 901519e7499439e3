-- Dashboards, of the project: their cards as JSON, and a version that every change counts up.

create table dashboards (
    id bigint generated always as identity primary key,
    project_id integer not null references projects (id),
    name text not null,
    description text not null default '',
    version bigint not null default 1,
    -- A list of cards.
    cards jsonb not null,
    -- What holds for all of it: the time it opens with, its filters.
    settings jsonb not null default '{}',
    created_at timestamptz not null default now(),
    created_by text not null,
    updated_at timestamptz not null default now(),
    updated_by text not null,
    unique (project_id, name)
);
