-- Who made a key, and when it was last used, within a minute or so.

alter table api_keys
    add column created_by text,
    add column last_used_at timestamptz;
