// The one way to the server: same origin, session cookie, problem+json as errors.
import type { Problem } from './types';

type Value = string | number | boolean | null | undefined;
export type Query = Record<string, Value | readonly string[]>;

/** What the server said when it refused, or that it did not answer (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | null;
  /** Seconds after which the server wants to be asked again, where it says so. */
  readonly retryAfter: number | null;

  constructor(status: number, problem: Problem | null, retryAfter: number | null = null) {
    super(problem?.detail ?? problem?.title ?? '');
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export function address(path: string, query: Query = {}): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const each of value) pairs.append(name, each);
    else if (value !== undefined && value !== null && value !== '') pairs.set(name, String(value));
  }
  const text = pairs.toString();
  return text ? `${path}?${text}` : path;
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const response = await send(address(path, query), { signal });
  return (await response.json()) as T;
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function write<T>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const headers = new Headers();
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  const text = body === undefined ? null : JSON.stringify(body);
  const response = await send(path, { method, headers, body: text, signal });
  // 202 and 204 say nothing more.
  const answer = await response.text();
  return (answer ? JSON.parse(answer) : undefined) as T;
}

export const post = <T = void>(path: string, body?: unknown, signal?: AbortSignal) =>
  write<T>('POST', path, body, signal);
export const put = <T = void>(path: string, body: unknown) => write<T>('PUT', path, body);
export const patch = <T = void>(path: string, body: unknown) => write<T>('PATCH', path, body);
export const remove = (path: string) => write<void>('DELETE', path);

async function send(path: string, options: RequestInit) {
  let response: Response;
  try {
    response = await fetch(path, { ...options, credentials: 'same-origin' });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, null);
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const retryAfter = Number.isNaN(seconds) ? null : seconds;
  throw new ApiError(response.status, problem as Problem | null, retryAfter);
}
