-- Retention looks for the running spans that started long ago.
create index open_spans_start on open_spans (project_id, start_ns);
