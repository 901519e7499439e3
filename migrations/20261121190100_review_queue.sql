-- Executions that wait for a review: put up by rules as they end, or by hand.

create table review_rules (
    id bigint generated always as identity primary key,
    project_id integer not null references projects (id) on delete cascade,
    name text not null,
    enabled boolean not null,
    -- An object with one key, which says what kind of condition it is.
    condition jsonb not null,
    agent_id text,
    -- 0 low, 1 medium, 2 high, 3 critical.
    priority smallint not null check (priority between 0 and 3),
    tags text[] not null,
    created_at timestamptz not null default now(),
    created_by text not null,
    updated_at timestamptz not null default now(),
    unique (project_id, name)
);

-- What a rule has put up, so that it does so once.
create table review_rule_hits (
    rule_id bigint not null references review_rules (id) on delete cascade,
    trace_id uuid not null,
    hit_at timestamptz not null default now(),
    primary key (rule_id, trace_id)
);

create index review_rule_hits_time on review_rule_hits (hit_at);

-- Executions that changed, which rules have not looked at since.
create table review_candidates (
    project_id integer not null,
    trace_id uuid not null,
    primary key (project_id, trace_id)
);

-- How far the changes of executions were read for it: one row.
create table review_progress (
    only_one boolean primary key default true check (only_one),
    seq bigint not null,
    read_at timestamptz not null
);

create table review_queue (
    id uuid primary key default gen_random_uuid(),
    project_id integer not null references projects (id) on delete cascade,
    trace_id uuid not null,
    -- Of an execution that covers several traces there is one item.
    execution_id text not null,
    agent_id text,
    agent_name text,
    thread_id text,
    user_id text,
    input_preview text,
    output_preview text,
    priority smallint not null,
    tags text[] not null,
    -- A list of {rule} or {by}.
    reasons jsonb not null,
    queued_at timestamptz not null default now(),
    -- Who works at it, and until when nobody else does.
    lease_kind text,
    lease_holder text,
    leased_until timestamptz,
    -- Who will not have it, as kind and name.
    skipped_by text[] not null default '{}',
    unique (project_id, execution_id)
);

create index review_queue_order on review_queue (project_id, priority desc, queued_at, id);
create index review_queue_age on review_queue (queued_at);
