-- Spans, partitioned by day of their start. Days are made by Farol as they are needed; there is no
-- default partition, since one stray row in it would block the day's own partition later.
--
-- Times are nanoseconds since 1970 (bigint): timestamptz keeps only microseconds. Span ids are
-- their eight bytes as a signed integer. Types and statuses are codes of farol-model.
--
-- Columns of fixed width stand first, so that no row pays for alignment.

create table spans (
    trace_id uuid not null,
    span_id bigint not null,
    parent_span_id bigint,
    start_ns bigint not null,
    end_ns bigint not null,
    arrival bigint not null,
    cost double precision,
    input_tokens bigint,
    output_tokens bigint,
    total_tokens bigint,
    cached_tokens bigint,
    cache_write_tokens bigint,
    reasoning_tokens bigint,
    time_to_first_token_ns bigint,
    project_id integer not null,
    kind integer not null,
    status_code integer not null,
    type smallint not null,
    status smallint not null,
    name text not null,
    subtype text,
    status_message text,
    service text,
    execution_id text,
    agent_id text,
    agent_name text,
    thread_id text,
    session_id text,
    user_id text,
    company_id text,
    entity_type text,
    entity_value text,
    model text,
    provider text,
    finish_reason text,
    tool_name text,
    tool_call_id text,
    response_id text,
    error jsonb,
    -- Input and output are either values of their own or the attribute that holds them.
    input_key text,
    output_key text,
    input jsonb,
    output jsonb,
    attributes jsonb,
    attribute_kinds jsonb,
    events jsonb,
    links jsonb,
    otlp jsonb,
    resource jsonb,
    scope jsonb,
    resource_kinds jsonb
) partition by range (start_ns);

-- The identity of a span, with the start that Postgres demands in it; reads of one trace use it.
create unique index spans_identity on spans (project_id, trace_id, span_id, start_ns);
create index spans_time on spans (project_id, start_ns);

-- Running spans. One key for each span, whatever its start: the end finds it here, takes its start
-- over and removes it. The span itself is kept as a document, since it is read one at a time.
create table open_spans (
    project_id integer not null,
    trace_id uuid not null,
    span_id bigint not null,
    parent_span_id bigint,
    start_ns bigint not null,
    arrival bigint not null,
    span jsonb not null,
    primary key (project_id, trace_id, span_id)
);
