-- Log records, partitioned by day of their time, as spans are.

create table logs (
    -- What Citus distributes by: the trace, or a random id of the request.
    shard_key uuid not null,
    trace_id uuid,
    span_id bigint,
    time_ns bigint not null,
    observed_ns bigint,
    arrival bigint not null,
    project_id integer not null,
    severity_number integer not null,
    -- OpenTelemetry's six levels from 1 (trace) to 6 (fatal); null where neither number nor word told.
    level smallint,
    severity_text text,
    service text,
    logger text,
    event_name text,
    body jsonb,
    attributes jsonb,
    attribute_kinds jsonb,
    otlp jsonb,
    resource jsonb,
    scope jsonb,
    resource_kinds jsonb
) partition by range (time_ns);

create index logs_time on logs (project_id, time_ns);
create index logs_trace on logs (project_id, trace_id, time_ns) where trace_id is not null;
