-- Whether a span's cost is Farol's own estimate, its producer having told none.

alter table spans add column cost_estimated boolean not null default false;
