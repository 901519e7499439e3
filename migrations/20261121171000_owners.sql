-- Owners look after the whole installation. Whoever was there before there were roles could do everything.

alter table users
    add column owner boolean not null default false,
    add column last_seen_at timestamptz;

update users set owner = true;
