-- Ids of committed groups, where nothing else tells a second attempt from the first: groups with logs
-- of no identity, and groups that come out of the spool. Inserted in the group's own transaction,
-- swept after a week.

create table write_groups (
    id uuid primary key,
    committed_at timestamptz not null default now()
);

create index write_groups_age on write_groups (committed_at);
