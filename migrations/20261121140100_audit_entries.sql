-- Who did what, to what, and when. Rows are only ever added; retention alone takes them away, by
-- setting farol.audit_retention, and nobody within their first 14 days.

create table audit_entries (
    id bigint generated always as identity primary key,
    time timestamptz not null default clock_timestamp(),
    actor_kind text not null check (actor_kind in ('system', 'command', 'user', 'key')),
    actor text,
    action text not null,
    target text,
    -- No foreign key: what happened outlives the project it happened in.
    project_id integer,
    source_ip inet,
    before jsonb,
    after jsonb
);

create index audit_entries_time on audit_entries (time);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.time < now() - interval '14 days'
        and current_setting('farol.audit_retention', true) = 'on' then
        return old;
    end if;
    raise exception 'audit entries are kept as they are' using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entries_stay before update or delete on audit_entries
    for each row execute function refuse_audit_change();
create trigger audit_entries_all_stay before truncate on audit_entries
    for each statement execute function refuse_audit_change();
