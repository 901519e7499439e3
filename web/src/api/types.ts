// Every type of the wire, in this one file. Telemetry's own values are `unknown`: they may be anything.

export type Status = 'running' | 'success' | 'error' | 'skipped';

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

export type Attributes = Record<string, unknown>;

export interface Entity {
  type: string;
  value: string;
}

export interface Execution {
  executionId: string;
  traceId: string;
  name: string;
  type: string;
  status: Status;
  startTime: string;
  startTimeUnixNano: string;
  endTime: string | null;
  durationMs: number | null;
  agentId: string | null;
  agentName: string | null;
  threadId: string | null;
  sessionId: string | null;
  companyId: string | null;
  userId: string | null;
  entity: Entity | null;
  service: string | null;
  model: string | null;
  models?: string[];
  spanCount: number;
  errorCount: number;
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  cost: number | null;
  costEstimated: boolean;
  messageCount: number;
  inputPreview: string | null;
  outputPreview: string | null;
  error: string | null;
}

export interface Usage {
  inputTokens?: number | null;
  outputTokens?: number | null;
  totalTokens?: number | null;
  cachedTokens?: number | null;
  cacheWriteTokens?: number | null;
  reasoningTokens?: number | null;
}

export interface SpanError {
  message?: string | null;
  type?: string | null;
  stack?: string | null;
}

export interface SpanEvent {
  name?: string;
  timeUnixNano?: string;
  attributes?: Attributes;
}

export interface SpanLink {
  traceId?: string;
  spanId?: string;
  attributes?: Attributes;
}

/** A span as a node of a trace, without its payloads. */
export interface Node {
  id: string;
  parentId: string | null;
  spanId: string;
  parentSpanId: string | null;
  traceId: string;
  name: string;
  type: string;
  subtype?: string | null;
  status: Status;
  statusMessage?: string | null;
  kind: number;
  startTime: string;
  startTimeUnixNano: string;
  endTime: string | null;
  endTimeUnixNano: string | null;
  durationMs: number | null;
  service: string | null;
  model: string | null;
  provider?: string | null;
  usage: Usage | null;
  cost: number | null;
  finishReason?: string | null;
  timeToFirstTokenMs?: number | null;
  tool?: { name?: string | null; callId?: string | null } | null;
  agentId?: string | null;
  agentName?: string | null;
  threadId?: string | null;
  sessionId?: string | null;
  userId?: string | null;
  entity?: Entity | null;
  error: SpanError | null;
  depth: number;
  orphan?: boolean;
}

/** A node with everything that was sent. */
export interface WholeNode extends Node {
  input?: unknown;
  output?: unknown;
  attributes?: Attributes | null;
  events?: SpanEvent[];
  links?: SpanLink[];
  resource?: { attributes?: Attributes; schemaUrl?: string | null } | null;
  scope?: { name?: string | null; version?: string | null; attributes?: Attributes } | null;
}

export interface ExecutionDetails {
  execution: Execution;
  traces: Node[];
  tracesTotal: number;
  tracesHasMore: boolean;
  tracesLimit: number;
}

export interface Log {
  id: string;
  timestamp: string;
  timestampUnixNano: string;
  observedTimestamp: string | null;
  level: Level | null;
  severityNumber: number;
  severityText: string | null;
  service: string | null;
  logger: string | null;
  body: unknown;
  attributes: Attributes | null;
  resource: { attributes?: Attributes; schemaUrl?: string | null } | null;
  scope: { name?: string | null; version?: string | null; attributes?: Attributes } | null;
  traceId: string | null;
  spanId: string | null;
  executionId: string | null;
  eventName: string | null;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export interface Session {
  user: { email: string };
  projects: { name: string }[];
  version: string;
}

export interface Health {
  status: 'healthy' | 'degraded' | 'unhealthy';
  checks: Record<string, { status: string; detail?: string }>;
  version: string;
  timestamp: string;
}

/** RFC 9457, with Farol's code. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  errors?: { field: string; detail: string }[];
}
