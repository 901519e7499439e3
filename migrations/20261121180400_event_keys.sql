-- The keys that clients gave to their events, as hashes: of events with the same one the first is stored. Kept
-- for as long as the event is.

create table event_keys (
    project_id integer not null,
    key_hash uuid not null,
    -- Of the event's own time, since 1970-01-01.
    day integer not null,
    primary key (project_id, key_hash)
);

create index event_keys_day on event_keys using brin (day);
