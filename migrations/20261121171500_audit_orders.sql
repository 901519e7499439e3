-- The audit trail is read newest first, of everybody, of one project, or of what something was done to. That
-- a person read a conversation is told once an hour.

create index audit_entries_order on audit_entries (time, id);
drop index audit_entries_time;
create index audit_entries_project on audit_entries (project_id, time, id);
create index audit_entries_target on audit_entries (target, time, id);

create unique index audit_entries_reads on audit_entries
    (actor, project_id, target, date_trunc('hour', "time" at time zone 'UTC'))
    where action = 'conversation.read';
