// The phases of a pipeline run.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const pipeline = {
  tab: 'Pipeline',
  label: 'Phases of this run',
  skipped: 'skipped',
  running: 'running',
  passedOver: 'Passed over, nothing ran',
  bypassed: (name: string) => `Bypassed by “${name}”`,
  shortCircuit: 'short-circuit',
  shortCircuited: 'short-circuited what follows',
  wentOn: 'The run went on',
  steps: (count: number) => (count === 1 ? '1 step' : `${n(count)} steps`),
  failedSteps: (count: number) => (count === 1 ? '1 failed' : `${n(count)} failed`),
  didNotStop: 'and did not stop the rest',
  othersRan: 'The other steps ran',
  tokens: (text: string) => `${text} tokens`,
  openSpan: 'Open span',
  toggleStep: (name: string) => `Details of ${name}`,
  code: 'Code',
  nothing: 'This phase has no steps, and told neither input nor output.',
  noDetails: 'Neither input nor output was sent with this step.',
  talk: 'Message and answer',
  message: 'Customer',
  answer: 'Answer',
  noTalk: 'Neither a message nor an answer was told.',
  references: 'Cross-references',
  trace: 'Trace',
  waterfall: 'Waterfall',
  thread: 'Thread',
  models: 'Models',
  noModels: 'none was called',
  run: 'Pipeline run',
  phaseInput: 'Input of the phase',
  phaseOutput: 'Output of the phase',
};
