// Business events, in lists of them.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const events = {
  label: 'Events',
  tab: 'Events',
  drawer: 'Events behind this point',
  latest: 'Latest events',
  close: 'Close the events',
  read: (count: number, more: boolean) =>
    `${n(count)}${more ? '+' : ''} ${count === 1 && !more ? 'event' : 'events'}`,
  until: (from: string, to: string) => `${from} – ${to}`,
  toExecution: (id: string) => `Open the execution ${id}`,
  time: 'Time',
  execution: 'Execution',
  thread: 'Thread',
  agent: 'Agent',
  key: 'Idempotency key',
  properties: 'Properties',
  copy: 'Copy the properties',
  bare: 'It came without properties.',
  searchedTo: (until: string) =>
    `Events before ${until} were not searched yet: the search took its time.`,
  searchedOn: (until: string) =>
    `Events after ${until} were not searched yet: the search took its time.`,
  continue: 'Continue',
  all: 'These are all.',
  none: 'No event fits',
  noneText: 'They may be older than the retention keeps single events; counts stay longer.',
  noneHere: 'No events of this execution',
  noneHereText: 'Events that are sent with its executionId to /api/v1/events show up here.',
  marks: 'Events on the time axis',
  mark: (name: string, offset: string) => `${name}, ${offset}`,
  markOf: (count: number, names: string) => `${n(count)} events: ${names}`,
  moreNames: (count: number) => `and ${n(count)} more`,
};
