-- Reviews are counted from an index alone: their rows are wide.

alter table reviews
    add column corrected boolean not null generated always as (corrected_output is not null) stored;

create index reviews_counts on reviews (project_id, status, rating, priority)
    include (created_at, resolved_at, corrected);
