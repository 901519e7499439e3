-- Payloads are kept as the JSON text that the decoder wrote: whoever reads a span hands it on
-- unparsed, so parsing it into jsonb on the way in is a third of what a row costs for nothing. The
-- text also keeps what jsonb loses: the order of keys, -0.0, numbers as they were written.

alter table spans
    alter column error type text,
    alter column input type text,
    alter column output type text,
    alter column attributes type text,
    alter column attribute_kinds type text,
    alter column events type text,
    alter column links type text,
    alter column otlp type text,
    alter column resource type text,
    alter column scope type text,
    alter column resource_kinds type text;

alter table logs
    alter column body type text,
    alter column attributes type text,
    alter column attribute_kinds type text,
    alter column otlp type text,
    alter column resource type text,
    alter column scope type text,
    alter column resource_kinds type text;
