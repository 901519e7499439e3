import { X } from 'lucide-react';
import { t } from '@/lib/strings';
import s from './log.module.css';
import { useLook } from './look';

/** The names of columns, where somebody chose some. */
export function LogHead() {
  const { columns = [], onColumn } = useLook();
  if (columns.length === 0) return null;
  return (
    <div className={s.head}>
      <span>{t.logs.column.time}</span>
      <span>{t.logs.column.level}</span>
      <span>{t.logs.column.service}</span>
      <span>{t.logs.column.message}</span>
      {columns.map((key) => (
        <span key={key} className={s.headCell} title={key}>
          <span className="clip">{key}</span>
          {onColumn && (
            <button
              type="button"
              aria-label={t.logs.removeColumn(key)}
              onClick={() => onColumn(key)}
            >
              <X aria-hidden />
            </button>
          )}
        </span>
      ))}
    </div>
  );
}
