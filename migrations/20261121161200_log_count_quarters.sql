-- Counts by the quarter of an hour, too: a day of them is a fifteenth of its minutes.

insert into log_counts (project_id, width, minute, level, service, count)
select project_id, 15, minute / 15 * 15, level, service, sum(count)
from log_counts
where width = 1
group by 1, 2, 3, 4, 5;

comment on column log_counts.width is 'Minutes of the bucket: 1, 15 or 60.';
