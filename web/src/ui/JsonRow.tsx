import { ChevronRight } from 'lucide-react';
import { memo, useState } from 'react';
import { cx } from '@/lib/cx';
import type { JsonRow as Row } from '@/lib/json-rows';
import { toJson } from '@/lib/json-rows';
import { t } from '@/lib/strings';
import { CopyButton } from './CopyButton';
import s from './json.module.css';

const FOLD = 320;
const STEP = 14;
/** Beyond this depth, rows stay where they are: a narrow panel has no more room. */
const DEEPEST = 16;

interface JsonRowProps {
  row: Row;
  onToggle: (path: string, open: boolean) => void;
}

/** One line of a JSON tree. */
export const JsonRow = memo(function JsonRow({ row, onToggle }: JsonRowProps) {
  const canOpen = row.size > 0;
  return (
    <div className={s.row} style={{ paddingLeft: Math.min(row.depth, DEEPEST) * STEP }}>
      {canOpen ? (
        <button
          type="button"
          className={s.twist}
          aria-expanded={row.open}
          aria-label={t.json.toggle(row.label ?? '$')}
          onClick={() => onToggle(row.path, !row.open)}
        >
          <ChevronRight aria-hidden />
        </button>
      ) : (
        <span className={s.twist} />
      )}
      {row.label !== null && <span className={s.key}>{row.label}</span>}
      <span className={cx(s.value, s[row.kind])}>
        <Value row={row} />
      </span>
      {row.label !== null && row.kind !== 'group' && (
        <CopyButton className={s.copy} text={() => row.path} label={t.json.copyPath} />
      )}
    </div>
  );
});

function Value({ row }: { row: Row }) {
  if (row.kind === 'object') return row.size ? t.json.keys(row.size) : '{}';
  if (row.kind === 'array') return row.size ? t.json.items(row.size) : '[]';
  if (row.kind === 'group') return t.json.items(row.size);
  if (row.kind === 'string') return <Folded text={JSON.stringify(row.value)} />;
  return toJson(row.value ?? null);
}

/** A long text, folded until somebody asks for the rest. */
export function Folded({ text, at = FOLD }: { text: string; at?: number }) {
  const [open, setOpen] = useState(false);
  if (text.length <= at * 1.2) return text;
  return (
    <>
      {open ? text : `${text.slice(0, at)}…`}
      <button
        type="button"
        className={s.more}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(!open);
        }}
      >
        {open ? t.json.less : t.json.more(text.length - at)}
      </button>
    </>
  );
}
