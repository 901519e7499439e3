-- The orders by duration, tokens and cost, without the trace id: arrival tells all but a few apart,
-- which a query sorts by itself, and each entry is a third smaller.

drop index executions_duration;
drop index executions_tokens;
drop index executions_cost;
create index executions_duration on executions (project_id, coalesce(duration_ns, -1), arrival);
create index executions_tokens on executions (project_id, total_tokens, arrival);
create index executions_cost on executions (project_id, coalesce(cost, -1), arrival);
