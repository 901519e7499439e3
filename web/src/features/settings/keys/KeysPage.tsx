import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';
import { Confirm } from '@/ui/FormDialog';
import type { Key } from '../api';
import { Card, Nothing, SheetHead, Waiting } from '../frame/Sheet';
import { KeyDialog } from './KeyDialog';
import { KeyTable } from './KeyTable';
import { keysQuery, useRevokeKey } from './queries';

const words = t.keysPage;

/** The keys by which programs send and read. */
export function KeysPage() {
  const project = useProject();
  const keys = useQuery(keysQuery(project));
  const [isNew, setIsNew] = useState(false);
  const [leaving, setLeaving] = useState<Key | null>(null);
  const revoke = useRevokeKey(project, () => setLeaving(null));
  return (
    <>
      <SheetHead title={t.settings.pages.keys} intro={words.intro(project)}>
        <Button look="primary" onClick={() => setIsNew(true)}>
          <Plus className="ico" aria-hidden />
          {words.create}
        </Button>
      </SheetHead>
      <Card flush>
        {!keys.data && <Waiting query={keys} />}
        {keys.data?.items.length === 0 && <Nothing>{words.none}</Nothing>}
        {keys.data && keys.data.items.length > 0 && (
          <KeyTable keys={keys.data.items} onRevoke={setLeaving} />
        )}
      </Card>
      {isNew && <KeyDialog project={project} onClose={() => setIsNew(false)} />}
      {leaving && (
        <Confirm
          title={words.revokeTitle}
          action={words.revoke}
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>
            <b>{leaving.label}</b>
          </p>
          <p>{words.revokeText}</p>
        </Confirm>
      )}
    </>
  );
}
