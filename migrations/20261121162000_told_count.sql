-- About how many messages an execution's calls of models tell, where it recorded none itself.

alter table executions add column told_count bigint not null default 0;
