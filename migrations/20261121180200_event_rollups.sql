-- What events come to, in bytes that Farol alone reads (`model::rollup`).

-- One row for each name and day that a group brought; a job folds them into `event_rollups`.
create table event_deltas (
    project_id integer not null,
    name text not null,
    -- Since 1970-01-01, of the events' own time.
    day integer not null,
    data bytea not null
) with (
    -- What is folded is deleted every few seconds.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000
);

alter table event_deltas alter column data set storage external;

create index event_deltas_name on event_deltas (project_id, name, day);

-- One row for each series and day. A series is the hash of an event's name, agent, kind of figures and properties,
-- so that a question reads its own alone, day beside day.
create table event_rollups (
    project_id integer not null,
    series uuid not null,
    day integer not null,
    -- 0, or an hour counted from 1 of what does not fit into its day.
    part smallint not null,
    data bytea not null,
    primary key (project_id, series, day, part)
) with (
    -- Today's are written again and again.
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0.05
);

-- Retention goes by days, which are written in about their order.
create index event_rollups_day on event_rollups using brin (day);
