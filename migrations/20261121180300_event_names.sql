-- Which names of events a project has, and what is known of their properties.

create table event_names (
    project_id integer not null,
    name text not null,
    -- The least and the largest time of its events.
    first_ns bigint not null,
    last_ns bigint not null,
    count bigint not null,
    -- Properties, their types and values, and agents: `model::rollup::Catalog`.
    data bytea not null,
    primary key (project_id, name)
) with (fillfactor = 70);

-- One row a project, locked by whoever folds its deltas.
create table event_catalogs (
    project_id integer primary key,
    -- Whether there were more names than are rolled up; from then on no new one is.
    names_overflowed boolean not null default false
);
