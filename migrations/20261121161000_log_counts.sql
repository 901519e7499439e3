-- How many log records there are, by time, level and service: what histograms of many millions read.
--
-- Writers append what each group brought; a job folds that into one row for each minute and each hour.
-- Whoever counts adds the two up in one statement.

create table log_count_deltas (
    project_id integer not null,
    -- Minutes since 1970-01-01.
    minute integer not null,
    -- As in `logs`; 0 where neither number nor word told.
    level smallint not null,
    -- Cut to what an index takes; empty where there is none.
    service text not null,
    count bigint not null
) with (
    -- Every row is deleted within a minute: a share of the table says nothing.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000
);

create table log_counts (
    project_id integer not null,
    -- Of the bucket, in minutes: 1 or 60.
    width smallint not null,
    -- The first minute of the bucket, since 1970-01-01.
    minute integer not null,
    level smallint not null,
    service text not null,
    count bigint not null,
    primary key (project_id, width, minute, level, service)
);

-- What was stored before.
insert into log_count_deltas (project_id, minute, level, service, count)
select project_id, time_ns / 60000000000, coalesce(level, 0), left(coalesce(service, ''), 200), count(*)
from logs
group by 1, 2, 3, 4;
