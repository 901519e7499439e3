-- Where a session came from and when it was last used, so that its person can tell it from others and end it.

alter table sessions
    add column id uuid not null default gen_random_uuid(),
    add column last_seen_at timestamptz not null default now(),
    add column source_ip inet,
    add column user_agent text;

create unique index sessions_id on sessions (id);
