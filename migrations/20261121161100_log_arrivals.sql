-- What was stored when: a row for each project in each group of log records, for whoever follows a
-- project's logs as they come. Written last in the group's transaction, swept after a quarter of an hour.

create table log_arrivals (
    seq bigint generated always as identity primary key,
    project_id integer not null,
    written_at timestamptz not null default clock_timestamp(),
    -- The next transaction that had not begun. Once all older ones have ended, no row of a lower `seq` can
    -- turn up any more.
    horizon bigint not null default pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
    rows bigint not null,
    -- The records' places in the order of arrival, one range for each request.
    arrivals int8multirange not null,
    -- Their times: from the first to the last in each minute.
    times int8multirange not null
);

create index log_arrivals_project on log_arrivals (project_id, seq);
create index log_arrivals_age on log_arrivals (written_at);
