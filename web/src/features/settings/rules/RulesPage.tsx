import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useProject } from '@/lib/project';
import { useMay } from '@/lib/role';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/FormDialog';
import { Card, Nothing, SheetHead, Waiting } from '../frame/Sheet';
import { type Rule, sentence, whenOf } from './model';
import { rulesQuery, useDeleteRule } from './queries';
import { RuleDialog } from './RuleDialog';
import { RuleTable } from './RuleTable';

const words = t.reviewRules;

type Open = { kind: 'edit'; rule: Rule | null } | { kind: 'delete'; rule: Rule } | null;

/** What puts executions up for review by itself. */
export function RulesPage() {
  const project = useProject();
  const mayWrite = useMay('editor');
  const rules = useQuery(rulesQuery(project));
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const removal = useDeleteRule(project, close);
  return (
    <>
      <SheetHead title={t.settings.pages.rules} intro={words.intro}>
        {mayWrite && (
          <Button look="primary" onClick={() => setOpen({ kind: 'edit', rule: null })}>
            <Plus className="ico" aria-hidden />
            {words.create}
          </Button>
        )}
      </SheetHead>
      <Card flush>
        {!rules.data && <Waiting query={rules} />}
        {rules.data?.items.length === 0 && <Nothing>{words.none}</Nothing>}
        {rules.data && rules.data.items.length > 0 && (
          <RuleTable
            project={project}
            rules={rules.data.items}
            mayWrite={mayWrite}
            onEdit={(rule) => setOpen({ kind: 'edit', rule })}
            onDelete={(rule) => setOpen({ kind: 'delete', rule })}
          />
        )}
      </Card>
      {open?.kind === 'edit' && <RuleDialog project={project} rule={open.rule} onClose={close} />}
      {open?.kind === 'delete' && (
        <Confirm
          title={words.deleteTitle}
          action={words.delete}
          busy={removal.isPending}
          onConfirm={() => removal.mutate(open.rule)}
          onClose={close}
        >
          <p>
            <b>{open.rule.name}</b>
          </p>
          <p>{sentence(whenOf(open.rule))}</p>
          <p>{words.deleteText}</p>
        </Confirm>
      )}
    </>
  );
}
