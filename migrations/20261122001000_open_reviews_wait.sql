-- Open reviews wait in the queue, too, so that they are given to one reviewer at a time as executions without one are.

alter table review_queue
    add column review_id uuid references reviews (id) on delete cascade;

create unique index review_queue_review on review_queue (review_id) where review_id is not null;

-- What is looked at for executions that are gone: reviews outlive theirs.
drop index review_queue_age;
create index review_queue_age on review_queue (queued_at) where review_id is null;

insert into review_queue (project_id, trace_id, execution_id, agent_id, agent_name, thread_id, user_id,
    input_preview, output_preview, priority, tags, reasons, queued_at, review_id)
select distinct on (project_id, execution_id)
    project_id, trace_id, execution_id, agent_id, agent_name, thread_id, user_id, input_preview,
    output_preview, array_position(array['low', 'medium', 'high', 'critical'], priority) - 1, tags,
    jsonb_build_array(jsonb_build_object('by', reviewed_by)), created_at, id
from reviews where status = 'open'
order by project_id, execution_id, created_at
on conflict (project_id, execution_id) do update
    set priority = excluded.priority, tags = excluded.tags, review_id = excluded.review_id;
