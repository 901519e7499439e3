import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { get, post } from './client';
import type { Health, Schemas, Session } from './types';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/api/v1/auth/session', {}, signal),
  staleTime: 60_000,
  // Without a session the page to sign in asks too: that must not start over what was answered.
  retryOnMount: false,
});

/** A server that is unhealthy answers 503 with the same document. */
async function readHealth(signal: AbortSignal): Promise<Health> {
  const response = await fetch('/health', { signal });
  return (await response.json()) as Health;
}

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => readHealth(signal),
  refetchInterval: 30_000,
  retry: false,
});

export const signIn = (email: string, password: string) =>
  post('/api/v1/auth/sign-in', { email, password });

export const signOut = () => post('/api/v1/auth/sign-out');

/** Ends the session and forgets what was read in it; the gate then asks for a new one. */
export async function leave(client: QueryClient) {
  await signOut().catch(() => undefined);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  await client.resetQueries({ queryKey: sessionQuery.queryKey });
}

/** What an invitation's link promises. */
export type Invitation = Schemas['OpenInvitation'];

const INVITATION = '/api/v1/auth/invitation';

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => get<Invitation>(INVITATION, { token }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const acceptInvitation = (token: string, password: string) =>
  post(INVITATION, { token, password });
