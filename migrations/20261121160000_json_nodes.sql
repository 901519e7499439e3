-- Nodes of JSON ingest: spans with ids of any text, which may come while they run.

alter table spans
    add column node_id text,
    add column parent_node_id text,
    -- Null for what came over OTLP; true where a node told no start, and another version may.
    add column start_guessed boolean,
    -- The arrival of the version that counts, where that is not the first one, whose place it keeps.
    add column version_arrival bigint,
    add column metadata text;

-- A running span is a row like any other, at its start; its end finds it by its identity.
drop table open_spans;

-- When the newest of its spans came: an execution has ended a while after that.
alter table executions add column last_arrival bigint not null default 0;

-- A log's own word for its execution, which may have no span.
alter table logs add column execution_id text;

-- The nodes that came within a day, by their own ids: where a child without an execution of its own
-- belongs. A generation for each day, as for the hashes of requests: today's takes new ones, today's
-- and yesterday's are consulted, and the third is emptied at once.
create table recent_nodes_0 (
    project_id integer not null,
    node_id text not null,
    trace_id uuid not null,
    execution_id text,
    arrival bigint not null,
    -- It was told as running, so that an end without an execution of its own is its end.
    has_run boolean not null,
    primary key (project_id, node_id)
);

create table recent_nodes_1 (like recent_nodes_0 including all);
create table recent_nodes_2 (like recent_nodes_0 including all);
