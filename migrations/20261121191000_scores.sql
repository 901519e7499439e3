-- Scores: what an evaluation says of an execution, or of one of its spans. An execution may come later.

create table scores (
    -- What Citus distributes by.
    trace_id uuid not null,
    -- The first eight bytes of the hash of span, name and source: the same score sent again replaces.
    id bigint not null,
    project_id integer not null,
    span_id bigint,
    -- A caller's own id of the execution as it was sent, where that is no trace id.
    execution_id text,
    name text not null,
    -- Who or what judged.
    source text not null,
    -- 0 number, 1 boolean, 2 label.
    kind smallint not null,
    -- Of a boolean 0 or 1; a label may have one, too.
    number double precision,
    label text,
    comment text,
    time_ns bigint not null,
    arrival bigint not null,
    primary key (project_id, trace_id, id)
);

create index scores_time on scores (project_id, name, time_ns);
create index scores_number on scores (project_id, name, number) where number is not null;
-- What retention takes away that has no execution.
create index scores_arrival on scores (project_id, arrival);
