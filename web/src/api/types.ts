// The types of the wire. They come from the server's OpenAPI document (`npm run types`); what that cannot
// say of telemetry's own values is said here.
import type { components } from './schema.gen';

export type Schemas = components['schemas'];

export type Status = Schemas['Status'];
export type Level = Schemas['LogLevel'];
export type Execution = Schemas['Execution'];
export type SpanError = Schemas['SpanError'];
export type Entity = Schemas['Entity'];
export type Session = Schemas['SessionInfo'];
/** What a person may do in a project; each role may what the ones before it may. */
export type Role = Schemas['RoleName'];
export type Problem = Schemas['Problem'];

/** Keys and values as they were sent: anything. */
export type Attributes = Record<string, unknown>;

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

/** Where telemetry came from. */
export interface Resource {
  attributes?: Attributes;
  schemaUrl?: string | null;
}

export interface Scope {
  name?: string | null;
  version?: string | null;
  attributes?: Attributes;
}

type Payload = Schemas['NodePayload'];

/** A span as a node of a trace, without its payloads. */
export type Node = Omit<NonNullable<Schemas['Node']>, keyof Payload | 'children'>;

/** A node with everything that was sent. */
export type WholeNode = Node &
  Omit<Payload, 'attributes' | 'events' | 'links' | 'resource' | 'scope'> & {
    attributes: Attributes;
    events: SpanEvent[];
    links: SpanLink[];
    resource: Resource | null;
    scope: Scope | null;
  };

export type ExecutionDetails = Omit<Schemas['ExecutionDetails'], 'traces'> & { traces: Node[] };

export type Log = Omit<Schemas['Log'], 'attributes' | 'resource' | 'scope'> & {
  attributes: Attributes;
  resource: Resource | null;
  scope: Scope | null;
};

export interface LogPage {
  items: Log[];
  nextCursor: string | null;
  /** False where the search was cut off; then `searchedTo` is where. */
  complete: boolean;
  searchedTo: string | null;
}

export type LogHistogram = Schemas['LogHistogram'];
export type LogFieldList = Schemas['LogFieldList'];
export type LogField = Schemas['Field'];
export type LogContext = Omit<Schemas['LogContext'], 'items'> & { items: Log[] };

export type ToolCall = Omit<Schemas['ToolCall'], 'arguments'> & { arguments: unknown };

/** A message of a conversation. What it says may be anything that was sent. */
export type Message = Omit<Schemas['Message'], 'content' | 'metadata' | 'toolCalls'> & {
  content: unknown;
  metadata: Attributes;
  toolCalls: ToolCall[];
};

export type MessagePage = Omit<Schemas['MessagePage'], 'items'> & { items: Message[] };
export type Thread = Schemas['Thread'];
export type ThreadDetails = Omit<Schemas['ThreadDetails'], 'messages'> & { messages: Message[] };

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export type Overview = Schemas['Overview'];
export type OverviewTotal = Schemas['OverviewTotal'];
export type OverviewPoint = Schemas['OverviewPoint'];
export type AgentTotal = Schemas['AgentTotal'];
export type ModelTotal = Schemas['ModelTotal'];

/** Executions counted by time and status. */
export type Volume = Schemas['ExecutionHistogram'];
export type StatusCounts = Schemas['StatusCounts'];

export type Health = Schemas['Health'];
