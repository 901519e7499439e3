// Finding in a conversation, and the trace beside it.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const conversation = {
  find: {
    label: 'Find in conversation',
    place: (at: number, count: number) => `${n(at)}/${n(count)}`,
    none: 'nothing',
    before: 'Previous match',
    next: 'Next match',
  },
  keys: { move: 'message', trace: 'open in trace', close: 'close' },
};
