-- What each project has in each day's partition, counted when the day has closed. Days are counted
-- from 1970-01-01.

create table partition_usage (
    kind text not null,
    day integer not null,
    project_id integer not null,
    rows bigint not null,
    -- The project's share of the partition by its rows.
    bytes bigint not null,
    -- The whole partition when it was counted: one that has grown since is counted again.
    partition_bytes bigint not null,
    primary key (kind, day, project_id)
);

-- Days that retention has begun to drop. Dropping takes several transactions; what stands here when
-- one of them was cut off is carried on with.
create table partition_drops (
    kind text not null,
    day integer not null,
    begun_at timestamptz not null default now(),
    primary key (kind, day)
);
