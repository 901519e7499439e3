-- Links by which somebody who is not there yet becomes a member of a project. A used or revoked one is gone.

create table invitations (
    id uuid primary key default gen_random_uuid(),
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    project_id integer not null references projects (id) on delete cascade,
    email text not null check (char_length(email) between 3 and 320),
    role text not null check (role in ('viewer', 'editor', 'admin')),
    created_at timestamptz not null default now(),
    created_by text,
    expires_at timestamptz not null
);

-- A new one for the same person takes the place of the old one.
create unique index invitations_person on invitations (project_id, lower(email));
