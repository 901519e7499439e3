import { useDraft } from '@/lib/draft';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Input } from '@/ui/Field';
import { Select } from '@/ui/Form';
import { Segmented } from '@/ui/Segmented';
import s from './audit.module.css';
import { NO_AUDIT_FILTERS, useAuditSearch } from './search';

const words = t.audit;

/** Action, actor, target; for owners also whether all projects are meant. */
export function AuditFilters() {
  const { search, change } = useAuditSearch();
  const isOwner = useMay('owner');
  const known = Object.entries(words.groups).map(([value, label]) => ({ value, label }));
  const isOther = search.action && !(search.action in words.groups);
  const options = [
    { value: '', label: words.anyAction },
    ...(isOther ? [{ value: search.action ?? '', label: search.action ?? '' }] : []),
    ...known,
  ];
  const isFiltered = search.action || search.actor || search.target;
  return (
    <div className={s.filters}>
      {isOwner && (
        <Segmented
          label={words.scope}
          value={search.scope ?? 'project'}
          options={[
            { value: 'project', label: words.thisProject },
            { value: 'all', label: words.everything },
          ]}
          onChange={(next) => change({ scope: next === 'all' ? 'all' : undefined })}
        />
      )}
      <Select
        label={words.action}
        className={s.action}
        value={search.action ?? ''}
        options={options}
        onChange={(action) => change({ action: action || undefined })}
      />
      <TextFilter
        label={words.actor}
        hint={words.actorHint}
        given={search.actor ?? ''}
        onChange={(actor) => change({ actor })}
      />
      <TextFilter
        label={words.target}
        hint={words.targetHint}
        given={search.target ?? ''}
        onChange={(target) => change({ target })}
      />
      {isFiltered && (
        <Button look="ghost" small onClick={() => change(NO_AUDIT_FILTERS)}>
          {words.clear}
        </Button>
      )}
    </div>
  );
}

interface TextFilterProps {
  label: string;
  hint: string;
  given: string;
  onChange: (value: string | undefined) => void;
}

function TextFilter({ label, hint, given, onChange }: TextFilterProps) {
  const { text, setText } = useDraft(given, 300, onChange);
  return (
    <Input
      className={s.text}
      aria-label={label}
      placeholder={hint}
      spellCheck={false}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
