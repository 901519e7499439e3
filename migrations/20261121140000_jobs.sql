-- What runs by the clock. A row is a job's lease, its schedule and the report of its last run. Whoever
-- runs a job holds it until `locked_until`, by the database's clock, and renews that while running; a
-- holder that died loses it to the next Farol that looks.

create table jobs (
    name text primary key,
    every_seconds bigint not null check (every_seconds > 0),
    next_run timestamptz not null default now(),
    -- The run that is under way; a new id for each, so that one that was overtaken cannot report.
    holder uuid,
    locked_until timestamptz,
    started_at timestamptz,
    -- The last run that came to its end.
    last_run timestamptz,
    last_status text check (last_status in ('done', 'failed')),
    last_duration_ms bigint,
    last_detail jsonb,
    runs bigint not null default 0,
    failures bigint not null default 0,
    check ((holder is null) = (locked_until is null))
);
