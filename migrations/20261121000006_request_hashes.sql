-- Hashes of request bodies that carried items without an identity, remembered for a day, so that a
-- retry stores nothing twice. A generation for each day, by the day's number modulo three: today's
-- takes new hashes, today's and yesterday's are consulted, and the third is emptied at once.

create table request_hashes_0 (
    project_id integer not null,
    hash bytea not null check (octet_length(hash) = 32),
    primary key (project_id, hash)
);

create table request_hashes_1 (like request_hashes_0 including all);
create table request_hashes_2 (like request_hashes_0 including all);
