// The page of what is not stored.
import { locale } from '../../language';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

const itemKinds: Record<string, string> = { span: 'span', log: 'log' };

export const privacy = {
  intro:
    'What is taken away before anything is stored. It holds for what comes from now on; what is stored already stays as it is.',
  whatIsKept: 'What is kept',
  saved: 'Privacy is saved: it holds from now on',
  length: 'From 100 to 10,000,000.',
  empty: 'This is needed.',
  verbosity: {
    full: { name: 'Full', text: 'Inputs, outputs and attributes are kept whole.' },
    standard: {
      name: 'Standard',
      text: 'What is longer than a bound is cut, keeps its shape, and says where it was cut.',
    },
    metadata: {
      name: 'Metadata only',
      text: 'No inputs, no outputs, no attributes that may hold what was said: only what kind of work it was, how long it took and what it used.',
    },
    length: 'Cut from, in bytes',
    lengthHint: 'From 100 to 10,000,000; usually 5,000.',
  },
  rules: {
    title: 'Redaction rules',
    note: 'applied in this order',
    add: 'Add a rule',
    none: 'Nothing is redacted.',
    one: (n: number) => `Rule ${n}`,
    kind: 'Kind',
    kinds: {
      preset: {
        name: 'Known data',
        text: 'CPFs, card numbers, e-mail addresses, tokens',
        what: 'What',
        hint: '',
      },
      keys: {
        name: 'Keys',
        text: 'Values of fields and attributes by their name',
        what: 'Keys, separated by commas',
        hint: 'At any depth, in any case; * stands for any text. The same value goes elsewhere in the span, too.',
      },
      path: {
        name: 'Path',
        text: 'The value at one place',
        what: 'Path',
        hint: "From the span or log: .key, ['key'], [0], [*], ..key",
      },
      regex: {
        name: 'Expression',
        text: 'What a regular expression matches in any text',
        what: 'Expression',
        hint: 'Without look-around and back references.',
      },
    },
    presets: {
      cpf: { name: 'CPF', text: 'Brazilian taxpayers, by their check digits.' },
      card_number: {
        name: 'Card number',
        text: 'Payment cards, by their check digit.',
      },
      email: { name: 'E-mail address', text: 'Wherever it stands in a text.' },
      bearer_token: {
        name: 'Token or key',
        text: 'Bearer tokens, JSON web tokens, keys of well-known shape.',
      },
    },
    replacement: 'Replaced by',
    name: 'Name',
    nameHint: 'shown in trials',
    up: (n: number) => `Move rule ${n} up`,
    down: (n: number) => `Move rule ${n} down`,
    remove: (n: number) => `Remove rule ${n}`,
  },
  trial: {
    title: 'Try it',
    note: 'changes nothing; also before saving',
    run: 'Try',
    source: 'What to try it on',
    recent: 'Recent data',
    sample: 'A sample',
    howMany: 'How many',
    last: (n: string) => `the newest ${n} spans and logs`,
    sampleLabel: 'Spans and logs as JSON',
    sampleHint: 'An object, a list, or one on each line; what has a “body” is a log.',
    problems: {
      none: 'Paste something to try it on.',
      json: 'This is not JSON.',
      shape: 'Each item has to be an object.',
      many: 'At most 100 items.',
    },
    nothingThere: 'There is no data yet to try it on. Paste a sample instead.',
    changed: (changed: number, of: number) =>
      `${changed.toLocaleString(locale)} of ${plural(of, 'item')} would be changed.`,
    nothingFound: 'The policy finds nothing in them.',
    kinds: itemKinds,
    nth: (n: number) => `item ${n}`,
    changes: (n: number) => plural(n, 'change'),
    more: (n: number) => `and ${plural(n, 'more change')}`,
  },
};
