import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { count, duration } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { type Column, Table } from '@/ui/Table';
import { Tag, type Tone } from '@/ui/Tag';
import { Card, SheetHead, Waiting } from '../frame/Sheet';
import { Ago } from '../shared/When';
import s from './jobs.module.css';
import { LastRetention } from './LastRetention';
import { NextRun } from './NextRun';
import { type Job, jobsQuery, useRunRetention } from './queries';

const words = t.upkeep.jobs;

const TONES: Record<NonNullable<Job['last_status']>, Tone> = {
  RUNNING: 'run',
  DONE: 'ok',
  FAILED: 'error',
};

const COLUMNS: Column<Job>[] = [
  {
    head: words.job,
    main: true,
    cell: (job) => (
      <span className={s.job}>
        <span className="mono">{job.id}</span>
        <small>{words.about[job.id] ?? ''}</small>
      </span>
    ),
  },
  { head: words.every, width: 74, cell: (job) => job.schedule.replace('@every ', '') },
  { head: words.lastRun, width: 112, cell: (job) => <Ago at={job.last_run} none={words.never} /> },
  {
    head: words.took,
    width: 80,
    align: 'right',
    cell: (job) => duration(job.last_duration_ms),
  },
  { head: words.next, width: 90, cell: (job) => <NextRun job={job} /> },
  {
    head: words.runs,
    width: 118,
    align: 'right',
    wide: true,
    cell: (job) => (
      <>
        {count(job.runs)}
        {job.failures > 0 && <span className="bad"> · {words.failed(job.failures)}</span>}
      </>
    ),
  },
  {
    head: words.status,
    width: 92,
    cell: (job) =>
      job.last_status ? (
        <Tag tone={TONES[job.last_status]}>{words.statuses[job.last_status]}</Tag>
      ) : (
        <Tag>{words.never}</Tag>
      ),
  },
];

/** What the server does by the clock, and what retention last took away. */
export function JobsPage() {
  const jobs = useQuery(jobsQuery);
  const run = useRunRetention();
  return (
    <>
      <SheetHead title={t.settings.pages.jobs} intro={words.intro}>
        <Button disabled={run.isPending} onClick={() => run.mutate()}>
          <Play className="ico" aria-hidden />
          {words.runRetention}
        </Button>
      </SheetHead>
      <Card title={words.list} flush>
        {jobs.data ? (
          <Table
            label={words.list}
            columns={COLUMNS}
            items={jobs.data.jobs}
            keyOf={({ id }) => id}
          />
        ) : (
          <Waiting query={jobs} rows={6} />
        )}
      </Card>
      <LastRetention />
    </>
  );
}
