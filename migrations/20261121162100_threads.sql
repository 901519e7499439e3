-- Threads are not stored: they are found among the executions, newest activity first. The first index
-- gives the order; the second tells whether an execution is its thread's newest, and finds the others
-- of its thread, in place of the one by start.

create index executions_activity on executions
    (project_id, greatest(last_start_ns, end_ns), arrival, trace_id) where thread_id is not null;
create index executions_thread_activity on executions
    (project_id, thread_id, greatest(last_start_ns, end_ns)) where thread_id is not null;
drop index executions_thread;
