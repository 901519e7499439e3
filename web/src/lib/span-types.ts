// How each span type is drawn: a colour by family and a short label.

export type Family =
  | 'agent'
  | 'workflow'
  | 'step'
  | 'llm'
  | 'tool'
  | 'retrieval'
  | 'guard'
  | 'message'
  | 'voice'
  | 'phase'
  | 'span';

interface Look {
  family: Family;
  label: string;
}

const LOOKS = new Map<string, Look>([
  ['agent_execution', { family: 'agent', label: 'AGENT' }],
  ['workflow_execution', { family: 'workflow', label: 'FLOW' }],
  ['execution', { family: 'span', label: 'EXEC' }],
  ['workflow_step', { family: 'step', label: 'STEP' }],
  ['llm_call', { family: 'llm', label: 'LLM' }],
  ['tool_call', { family: 'tool', label: 'TOOL' }],
  ['retrieval', { family: 'retrieval', label: 'RETR' }],
  ['embedding', { family: 'retrieval', label: 'EMBED' }],
  ['rerank', { family: 'retrieval', label: 'RANK' }],
  ['guardrail', { family: 'guard', label: 'GUARD' }],
  ['evaluation', { family: 'guard', label: 'EVAL' }],
  ['chain', { family: 'step', label: 'CHAIN' }],
  ['memory', { family: 'retrieval', label: 'MEM' }],
  ['custom_event', { family: 'message', label: 'EVENT' }],
  ['conversation_message', { family: 'message', label: 'MSG' }],
  ['pipeline_run', { family: 'phase', label: 'RUN' }],
  ['pipeline_phase', { family: 'phase', label: 'PHASE' }],
  ['speech_to_text', { family: 'voice', label: 'STT' }],
  ['text_to_speech', { family: 'voice', label: 'TTS' }],
  ['session', { family: 'voice', label: 'CALL' }],
  ['turn', { family: 'voice', label: 'TURN' }],
  ['span', { family: 'span', label: 'SPAN' }],
]);

const PLAIN: Look = { family: 'span', label: 'SPAN' };

export const SPAN_TYPES = [...LOOKS.keys()];

export const look = (type: string): Look => LOOKS.get(type) ?? PLAIN;

export const FAMILIES: readonly Family[] = [
  ...new Set([...LOOKS.values()].map((each) => each.family)),
];

/** `llm_call` as words: `LLM call`. */
export function typeName(type: string): string {
  const words = type.replaceAll('_', ' ').replace(/^llm\b/, 'LLM');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
