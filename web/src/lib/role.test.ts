import { expect, test } from 'vitest';
import type { Role, Session } from '@/api/types';
import { isAllowed } from './role';

const session = (owner: boolean, roles: Record<string, Role>): Session => ({
  user: { email: 'a@example.com', owner, hasPassword: true },
  projects: Object.entries(roles).map(([name, role]) => ({ name, role })),
  version: '0',
});

test('a role may what the ones below it may, in its own project', () => {
  const person = session(false, { shop: 'editor', bank: 'viewer' });
  expect(isAllowed(person, 'shop', 'viewer')).toBe(true);
  expect(isAllowed(person, 'shop', 'editor')).toBe(true);
  expect(isAllowed(person, 'shop', 'admin')).toBe(false);
  expect(isAllowed(person, 'bank', 'editor')).toBe(false);
  expect(isAllowed(person, 'elsewhere', 'viewer')).toBe(false);
});

test('an owner may everything, an admin of a project not the installation', () => {
  expect(isAllowed(session(true, {}), 'shop', 'owner')).toBe(true);
  expect(isAllowed(session(true, {}), 'shop', 'admin')).toBe(true);
  expect(isAllowed(session(false, { shop: 'admin' }), 'shop', 'owner')).toBe(false);
});

test('nobody may anything without a session', () => {
  expect(isAllowed(undefined, 'shop', 'viewer')).toBe(false);
});
