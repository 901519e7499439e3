import type { Execution } from '@/api/types';
import type { FieldKey } from '../model/filters';
import { DurationEditor } from './DurationEditor';
import { EntityEditor } from './EntityEditor';
import { ScoreEditor } from './ScoreEditor';
import { ValuesEditor } from './ValuesEditor';

export interface EditorProps {
  /** What is loaded: where suggestions come from. */
  rows: readonly Execution[];
  onDone: () => void;
}

export function Editor({ field, rows, onDone }: EditorProps & { field: FieldKey }) {
  if (field === 'duration') return <DurationEditor onDone={onDone} />;
  if (field === 'entity') return <EntityEditor onDone={onDone} />;
  if (field === 'score') return <ScoreEditor onDone={onDone} />;
  return <ValuesEditor field={field} rows={rows} onDone={onDone} />;
}
