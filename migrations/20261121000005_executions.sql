-- One summary row for each trace. Lists read this table alone.

create table executions (
    project_id integer not null,
    trace_id uuid not null,
    start_ns bigint not null,
    -- The start of the span that started last: with start_ns it bounds the days to look into.
    last_start_ns bigint not null,
    end_ns bigint,
    duration_ns bigint,
    arrival bigint not null,
    root_span_id bigint,
    span_count bigint not null,
    error_count bigint not null,
    message_count bigint not null,
    input_tokens bigint not null,
    output_tokens bigint not null,
    total_tokens bigint not null,
    cost double precision,
    type smallint not null,
    status smallint not null,
    cost_estimated boolean not null default false,
    -- Some span came in versions with different starts: readers fold them.
    has_versions boolean not null default false,
    name text not null,
    execution_id text,
    agent_id text,
    agent_name text,
    thread_id text,
    session_id text,
    user_id text,
    company_id text,
    entity_type text,
    entity_value text,
    service text,
    model text,
    models text[] not null default '{}',
    input_preview text,
    output_preview text,
    error text,
    primary key (project_id, trace_id)
);

-- The orders that lists offer, read from either end. What has no duration or cost yet sorts lowest.
-- Ties are broken by arrival, then by trace.
create index executions_start on executions (project_id, start_ns, arrival, trace_id);
create index executions_duration on executions
    (project_id, coalesce(duration_ns, -1), arrival, trace_id);
create index executions_tokens on executions (project_id, total_tokens, arrival, trace_id);
create index executions_cost on executions (project_id, coalesce(cost, -1), arrival, trace_id);
-- The filters that find few among many.
create index executions_thread on executions (project_id, thread_id, start_ns)
    where thread_id is not null;
create index executions_session on executions (project_id, session_id, start_ns)
    where session_id is not null;
create index executions_user on executions (project_id, user_id, start_ns)
    where user_id is not null;
create index executions_status on executions (project_id, status, start_ns)
    where status <> 1;

-- A caller's own execution id beside the traces it covers. Distributed by alias on Citus, since
-- that is how it is looked up.
create table execution_aliases (
    project_id integer not null,
    alias text not null,
    trace_id uuid not null,
    primary key (project_id, alias, trace_id)
);
