// Dashboards as files: out of one project, into another.
import type { DashboardDraft } from '../api/queries';
import type { Card, Settings } from '../api/types';
import { MOST_NAME } from './draft';

/** Characters; fifty cards are far below it. */
const MOST = 2_000_000;

export const exported = ({ name, description, cards, settings }: DashboardDraft) =>
  `${JSON.stringify({ name, description, cards, settings }, null, 2)}\n`;

/** A file name that every system takes. */
export const fileName = (name: string) =>
  `${name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'dashboard'}.json`;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a file; null for what is no dashboard. What its cards say the server looks at. */
export function imported(text: string): DashboardDraft | null {
  if (text.length > MOST) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value) || !Array.isArray(value.cards) || !value.cards.every(isRecord)) return null;
  const name = typeof value.name === 'string' ? value.name.trim().slice(0, MOST_NAME) : '';
  return {
    name,
    description: typeof value.description === 'string' ? value.description : '',
    cards: value.cards as unknown as Card[],
    settings: (isRecord(value.settings) ? value.settings : {}) as Settings,
  };
}
