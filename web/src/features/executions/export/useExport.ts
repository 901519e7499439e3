import { useEffect, useRef, useState } from 'react';
import { type ListScope, readExecutions } from '@/api/executions';
import type { Execution } from '@/api/types';
import { saveFile } from '@/lib/save-file';
import { executionTable } from './table';

/** Rows that an export has at most: more belong into a query of the API. */
export const MOST_ROWS = 10_000;

interface ExportState {
  /** Rows read so far; null where nothing runs. */
  read: number | null;
  error: unknown;
}

const IDLE: ExportState = { read: null, error: null };

const name = () => `executions-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.csv`;
const save = (rows: readonly Execution[]) =>
  saveFile(name(), 'text/csv;charset=utf-8', executionTable(rows));

/** Writes executions into a file: those that are loaded, or all that match, page by page. */
export function useExport(scope: ListScope) {
  const [state, setState] = useState(IDLE);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function saveAll() {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    const rows: Execution[] = [];
    setState({ read: 0, error: null });
    try {
      for await (const page of readExecutions(scope, stop.signal)) {
        rows.push(...page);
        setState({ read: rows.length, error: null });
        if (rows.length >= MOST_ROWS) break;
      }
      save(rows.slice(0, MOST_ROWS));
      setState(IDLE);
    } catch (error) {
      setState(stop.signal.aborted ? IDLE : { read: null, error });
    }
  }

  return {
    ...state,
    saveAll,
    saveRows: save,
    cancel: () => running.current?.abort(),
  };
}
