-- Filters that find few reviews among many, alone or together.

create index reviews_agent_name on reviews (project_id, agent_name, created_at, id);
create index reviews_kinds on reviews (project_id, priority, rating, status, created_at, id);
