-- Which executions each group of spans touched: a row for each project, for whoever follows executions as
-- they change. Written last in the group's transaction, swept after a quarter of an hour. The order of `seq`
-- is the same for all readers, which the times of arrival are not: another Farol's clock differs, and what
-- comes out of a spool arrived long ago.

create table execution_changes (
    seq bigint generated always as identity primary key,
    project_id integer not null,
    written_at timestamptz not null default clock_timestamp(),
    -- The next transaction that had not begun. Once all older ones have ended, no row of a lower `seq` can
    -- turn up any more.
    horizon bigint not null default pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
    traces uuid[] not null,
    -- Beside each trace: whether nobody had seen it before.
    are_new boolean[] not null
);

-- Ids do not compress; trying to would only take time.
alter table execution_changes alter column traces set storage external;
