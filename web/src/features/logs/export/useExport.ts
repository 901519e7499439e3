import { useCallback, useEffect, useRef, useState } from 'react';
import { type LogOrder, type LogScope, readLogs } from '@/api/logs';
import { saveFile } from '@/lib/save-file';
import { fileHead, fileLines, type LogFormat } from '../model/export';

/** Lines of a file at most: what a browser holds with ease. */
export const MOST_EXPORTED = 50_000;
const PAGE = 500;

interface Progress {
  state: 'idle' | 'running' | 'done' | 'failed';
  count: number;
  /** Whether there was nothing more. */
  isAll: boolean;
}

const IDLE: Progress = { state: 'idle', count: 0, isAll: true };
const TYPES = { jsonl: 'application/x-ndjson', csv: 'text/csv;charset=utf-8' };

/** Reads what the list would show, page by page, and saves it as a file. */
export function useExport(scope: LogScope, order: LogOrder, columns: readonly string[]) {
  const [progress, setProgress] = useState(IDLE);
  const controller = useRef<AbortController>(null);
  useEffect(() => () => controller.current?.abort(), []);
  const cancel = useCallback(() => {
    controller.current?.abort();
    setProgress(IDLE);
  }, []);
  const start = useCallback(
    async (format: LogFormat) => {
      controller.current?.abort();
      const own = new AbortController();
      controller.current = own;
      setProgress({ ...IDLE, state: 'running' });
      try {
        const parts = [fileHead(format, columns)];
        let count = 0;
        let cursor: string | null = null;
        do {
          const page = await readLogs(scope, { order, limit: PAGE, cursor }, own.signal);
          parts.push(fileLines(format, page.items, columns));
          count += page.items.length;
          cursor = page.nextCursor;
          setProgress({ state: 'running', count, isAll: cursor === null });
        } while (cursor && count < MOST_EXPORTED);
        saveFile(`logs.${format}`, TYPES[format], ...parts);
        setProgress({ state: 'done', count, isAll: cursor === null });
      } catch {
        if (!own.signal.aborted) setProgress({ ...IDLE, state: 'failed' });
      }
    },
    [scope, order, columns],
  );
  return { progress, start, cancel };
}
