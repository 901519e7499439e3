-- Business events, partitioned by day of their time, as spans and logs are.

create table events (
    -- What Citus distributes by: the trace, or a random id of the request.
    shard_key uuid not null,
    trace_id uuid,
    time_ns bigint not null,
    arrival bigint not null,
    project_id integer not null,
    name text not null,
    agent_id text,
    thread_id text,
    -- As it was sent; `trace_id` is what it stands for.
    execution_id text,
    idempotency_key text,
    -- A JSON object.
    properties text
) partition by range (time_ns);

create index events_time on events (project_id, time_ns);
create index events_name on events (project_id, name, time_ns);
create index events_trace on events (project_id, trace_id, time_ns) where trace_id is not null;
