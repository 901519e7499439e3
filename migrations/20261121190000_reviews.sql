-- What people, and programs for them, think of executions. A review outlives its execution: what lists show of
-- that is copied, and so is its conversation.

create table reviews (
    id uuid primary key,
    project_id integer not null references projects (id) on delete cascade,
    -- The first trace of the execution.
    trace_id uuid not null,
    execution_id text not null,
    agent_id text,
    agent_name text,
    thread_id text,
    user_id text,
    input_preview text,
    output_preview text,
    status text not null default 'open'
        check (status in ('open', 'in_progress', 'resolved', 'dismissed')),
    rating text not null check (rating in ('good', 'bad', 'neutral')),
    priority text not null check (priority in ('low', 'medium', 'high', 'critical')),
    comment text not null,
    tags text[] not null,
    corrected_output text,
    action_taken text,
    resolution_notes text,
    -- A person, by e-mail address.
    assignee text,
    -- A person, by e-mail address, or a key, by its label.
    reviewer_kind text not null check (reviewer_kind in ('user', 'key')),
    reviewed_by text not null,
    resolved_by text,
    resolved_at timestamptz,
    -- Of the copied conversation.
    message_count bigint not null,
    messages_complete boolean not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- Counted up by every change.
    version bigint not null default 1,
    unique (project_id, trace_id)
);

create index reviews_order on reviews (project_id, created_at, id);
create index reviews_status on reviews (project_id, status, created_at, id);
create index reviews_agent on reviews (project_id, agent_id, created_at, id);
create index reviews_assignee on reviews (project_id, assignee, created_at, id)
    where assignee is not null;
create index reviews_tags on reviews using gin (tags);
create index reviews_execution on reviews (project_id, execution_id);

-- What is large of a review, apart from what lists read.
create table review_conversations (
    review_id uuid primary key references reviews (id) on delete cascade,
    -- JSON, a list of messages as the API gives them.
    messages text not null,
    copied_at timestamptz not null default now(),
    -- The words of the messages alone, for when the others change.
    said tsvector not null,
    -- These and the words of the review itself.
    words tsvector not null
);

create index review_conversations_words on review_conversations using gin (words);

create table review_comments (
    id bigint generated always as identity primary key,
    review_id uuid not null references reviews (id) on delete cascade,
    author_kind text not null check (author_kind in ('user', 'key')),
    author text not null,
    text text not null,
    created_at timestamptz not null default now()
);

create index review_comments_review on review_comments (review_id, id);

create table review_changes (
    id bigint generated always as identity primary key,
    review_id uuid not null references reviews (id) on delete cascade,
    changed_at timestamptz not null default now(),
    actor_kind text not null,
    actor text not null,
    -- A list of {field, before, after}.
    changes jsonb not null
);

create index review_changes_review on review_changes (review_id, id);
