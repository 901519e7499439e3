import { bytes } from '@/lib/bytes';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { type Column, Table } from '@/ui/Table';
import { Tag } from '@/ui/Tag';
import type { Key } from '../api';
import { Ago, When } from '../shared/When';
import s from './keys.module.css';

const words = t.keysPage;

function limitsText({ limits }: Key): string {
  const { bytesPerSecond, itemsPerSecond } = limits;
  const parts = [
    bytesPerSecond !== null && (bytesPerSecond ? words.perSecond(bytes(bytesPerSecond)) : null),
    itemsPerSecond !== null &&
      (itemsPerSecond ? words.itemsPerSecond(count(itemsPerSecond)) : null),
  ];
  if (parts.every((part) => part === false)) return words.serverLimits;
  const told = parts.filter((part) => typeof part === 'string');
  return told.length > 0 ? told.join(' · ') : words.noLimit;
}

export function KeyTable({ keys, onRevoke }: { keys: Key[]; onRevoke: (key: Key) => void }) {
  const columns: Column<Key>[] = [
    { head: words.label, main: true, cell: (key) => key.label },
    {
      head: words.scopes,
      width: 226,
      cell: (key) => (
        <span className={s.scopes}>
          {key.scopes.map((scope) => (
            <Tag key={scope} tone={scope === 'admin' ? 'warn' : 'idle'}>
              {scope}
            </Tag>
          ))}
        </span>
      ),
    },
    { head: words.limits, width: 150, cell: limitsText },
    {
      head: words.created,
      width: 118,
      cell: (key) => (
        <span title={key.createdBy ?? undefined}>
          <When at={key.createdAt} />
        </span>
      ),
    },
    {
      head: words.lastUsed,
      width: 108,
      cell: (key) => <Ago at={key.lastUsedAt} none={words.never} />,
    },
    {
      head: words.revoke,
      silent: true,
      width: 84,
      align: 'right',
      cell: (key) => (
        <Button
          small
          look="ghost"
          aria-label={words.revokeKey(key.label)}
          onClick={() => onRevoke(key)}
        >
          {words.revoke}
        </Button>
      ),
    },
  ];
  return (
    <Table
      label={t.settings.pages.keys}
      columns={columns}
      items={keys}
      keyOf={({ id }) => String(id)}
    />
  );
}
