-- What spans come to, by the hour in which they start: kept far longer than the spans. Rows add up, so
-- that several of one key are as good as one.

create table statistics (
    project_id integer not null,
    -- Hours since 1970.
    hour integer not null,
    type smallint not null,
    -- Whether these spans are the roots of their executions.
    is_root boolean not null,
    -- Empty: the spans tell none.
    service text not null,
    -- Of the span, else of the nearest span around it, else of its execution.
    agent text not null,
    model text not null,
    spans bigint not null,
    errors bigint not null,
    -- Tokens and cost count once in an execution, however many spans repeat them.
    input_tokens bigint not null,
    output_tokens bigint not null,
    total_tokens bigint not null,
    cost double precision not null,
    -- Spans whose cost counts, and those of them where it is an estimate.
    priced bigint not null,
    estimated bigint not null,
    -- Counts of durations by bucket, encoded by farol-model.
    durations bytea not null
);

create index statistics_hour on statistics (project_id, hour);

-- The same as each group of spans changed it, written in the group's own transaction: some of it
-- negative, where a newer version replaced an older one or a span's usage turned out to be its
-- children's. A job adds these up into the table above; readers read both.
create table statistics_deltas (like statistics);
