-- What a key may send each second: null means what the server's settings say, 0 as much as it likes.

alter table api_keys
    add column bytes_per_second bigint check (bytes_per_second >= 0),
    add column items_per_second bigint check (items_per_second >= 0);
