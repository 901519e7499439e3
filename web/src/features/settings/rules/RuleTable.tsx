import { Link } from '@tanstack/react-router';
import { Pencil, Trash2 } from 'lucide-react';
import { count } from '@/lib/format';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { type Column, Table } from '@/ui/Table';
import { Tag } from '@/ui/Tag';
import { type Rule, sentence, whenOf } from './model';
import { useSwitchRule } from './queries';
import s from './rules.module.css';

const words = t.reviewRules;

interface RuleTableProps {
  project: string;
  rules: readonly Rule[];
  mayWrite: boolean;
  onEdit: (rule: Rule) => void;
  onDelete: (rule: Rule) => void;
}

export function RuleTable({ project, rules, mayWrite, onEdit, onDelete }: RuleTableProps) {
  const turn = useSwitchRule(project);
  const columns: Column<Rule>[] = [
    { head: words.rule, main: true, cell: (rule) => <What rule={rule} /> },
    {
      head: words.priority,
      width: 92,
      cell: ({ priority }) => t.reviews.priority[priority] ?? priority,
    },
    { head: words.tags, width: 150, cell: ({ tags }) => tags.length > 0 && <Tags tags={tags} /> },
    {
      head: words.hits,
      width: 76,
      align: 'right',
      cell: ({ name, hits }) => (
        <Link
          to="/reviews/{-$reviewId}"
          params={{ reviewId: undefined }}
          search={{ tab: 'queue', rule: [name] }}
          className="link"
          title={words.hitsHint}
        >
          {count(hits)}
        </Link>
      ),
    },
    {
      head: words.on,
      width: 60,
      align: 'right',
      cell: (rule) => (
        <input
          type="checkbox"
          role="switch"
          aria-checked={rule.enabled}
          className={s.switch}
          aria-label={words.turn(rule.name)}
          checked={rule.enabled}
          disabled={!mayWrite}
          onChange={(event) => turn.mutate({ rule, enabled: event.target.checked })}
        />
      ),
    },
  ];
  const tools: Column<Rule> = {
    head: words.tools,
    silent: true,
    width: 78,
    align: 'right',
    cell: (rule) => (
      <span className={s.tools}>
        <Button
          look="ghost"
          icon
          small
          aria-label={words.edit(rule.name)}
          onClick={() => onEdit(rule)}
        >
          <Pencil className="ico" aria-hidden />
        </Button>
        <Button
          look="ghost"
          icon
          small
          aria-label={words.deleteOne(rule.name)}
          onClick={() => onDelete(rule)}
        >
          <Trash2 className="ico" aria-hidden />
        </Button>
      </span>
    ),
  };
  return (
    <Table
      label={t.settings.pages.rules}
      columns={mayWrite ? [...columns, tools] : columns}
      items={rules}
      keyOf={({ id }) => String(id)}
    />
  );
}

const What = ({ rule }: { rule: Rule }) => (
  <span className={s.what} data-off={!rule.enabled || undefined}>
    <bdi>{rule.name}</bdi>
    <small dir="auto">
      {sentence(whenOf(rule))}
      {rule.agentId && ` ${words.ofAgent(rule.agentId)}`}
    </small>
  </span>
);

const Tags = ({ tags }: { tags: readonly string[] }) => (
  <span className={s.tags}>
    {tags.map((tag) => (
      <Tag key={tag}>
        <bdi className="clip">{tag}</bdi>
      </Tag>
    ))}
  </span>
);
