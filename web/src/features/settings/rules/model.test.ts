import { describe, expect, it } from 'vitest';
import {
  changeOf,
  draftOf,
  EMPTY_RULE,
  fieldOf,
  type Kind,
  type Rule,
  ruleFaults,
  ruleOf,
  sentence,
  type When,
} from './model';

const WHENS: [When, string][] = [
  [{ sample: 5 }, '5 % of executions'],
  [{ sample: 0.5 }, '0.5 % of executions'],
  [{ status: 'error' }, 'Executions that failed'],
  [
    { scoreBelow: { name: 'helpful', value: 0.5 } },
    'Executions whose score “helpful” is below 0.5',
  ],
  [{ tag: 'beta' }, 'Executions tagged “beta”'],
  [{ attribute: { key: 'tier' } }, 'Executions with the attribute “tier”'],
  [{ attribute: { key: 'tier', value: 'gold' } }, 'Executions whose attribute “tier” is “gold”'],
  [{ event: { name: 'feedback' } }, 'Executions that an event “feedback” tells of'],
  [
    { event: { name: 'feedback', property: 'thumbs' } },
    'Executions that an event “feedback” with “thumbs” tells of',
  ],
  [
    { event: { name: 'feedback', property: 'thumbs', value: 'down' } },
    'Executions that an event “feedback” with “thumbs” = down tells of',
  ],
  [
    { event: { name: 'rated', property: 'stars', value: '1' } },
    'Executions that an event “rated” with “stars” = 1 tells of',
  ],
];

const rule = (when: When): Rule => ({
  id: 1,
  name: 'One',
  enabled: true,
  when: when as unknown as Rule['when'],
  agentId: null,
  priority: 'high',
  tags: ['a', 'b'],
  hits: 0,
  createdBy: '',
  createdAt: '',
  updatedAt: '',
});

describe('a condition', () => {
  it.each(WHENS)('%j reads as a sentence', (when, text) => expect(sentence(when)).toBe(text));

  it('that is none of those known is shown as it is', () => {
    expect(sentence({ moon: 'full' } as never)).toBe('{"moon":"full"}');
  });

  it.each(WHENS)('%j is the same after it was edited', (when) => {
    expect(ruleOf(draftOf(rule(when)))).toEqual({
      name: 'One',
      when,
      agentId: null,
      priority: 'high',
      tags: ['a', 'b'],
    });
  });
});

describe('a value', () => {
  it.each(['down', 'true', '1.10', '1e3', '12345678901234567890', '"5"'])(
    '%s is sent as it is typed',
    (value) => {
      const draft = { ...EMPTY_RULE, kind: 'event' as const, subject: 'rated', property: 'stars' };
      expect(ruleOf({ ...draft, value: ` ${value} ` }).when).toEqual({
        event: { name: 'rated', property: 'stars', value },
      });
    },
  );
});

describe('a change', () => {
  const stored = {
    ...rule({ event: { name: 'rated', property: 'stars', value: 1 } }),
    tags: ['a, b'],
  };
  const draft = draftOf(stored);

  it('is of what was changed', () => {
    expect(changeOf(stored, draft)).toEqual({});
    expect(changeOf(stored, { ...draft, name: 'Two ', agent: 'shop' })).toEqual({
      name: 'Two',
      agentId: 'shop',
    });
    expect(changeOf(stored, { ...draft, tags: '' })).toEqual({ tags: [] });
  });

  it('asks for the whole condition anew', () => {
    expect(changeOf(stored, { ...draft, value: '1.10' })).toEqual({
      when: { event: { name: 'rated', property: 'stars', value: '1.10' } },
    });
  });
});

describe('what is wrong with a rule', () => {
  const of = (kind: Kind, part = {}) => ruleFaults({ ...EMPTY_RULE, name: 'x', kind, ...part });

  it('is nothing where all is told', () => {
    expect(of('status')).toEqual({});
    expect(of('sample', { percent: '12,5' })).toEqual({});
    expect(of('event', { subject: 'feedback', property: 'thumbs', value: 'down' })).toEqual({});
  });

  it('is told by field', () => {
    expect(ruleFaults(EMPTY_RULE)).toEqual({ name: 'empty' });
    expect(of('sample', { percent: '101' })).toEqual({ percent: 'percent' });
    expect(of('scoreBelow')).toEqual({ subject: 'empty', value: 'number' });
    expect(of('event', { subject: 'feedback', value: 'down' })).toEqual({ property: 'noProperty' });
    expect(of('status', { tags: 'x'.repeat(65) })).toEqual({ tags: 'tooLong' });
    const many = Array.from({ length: 21 }, (_, index) => `tag ${index}`).join(',');
    expect(of('status', { tags: many })).toEqual({ tags: 'tooMany' });
  });

  it('is told by the server at the same fields', () => {
    const paths = ['name', 'when.sample', 'when.event.value', 'tags[3]', 'agentId', 'when.tag'];
    expect(paths.map(fieldOf)).toEqual(['name', 'percent', 'value', 'tags', 'agent', 'subject']);
    expect(fieldOf('when')).toBeUndefined();
  });
});
