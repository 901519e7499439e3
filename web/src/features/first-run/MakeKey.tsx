import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { post } from '@/api/client';
import { explain } from '@/lib/problem';
import { t } from '@/lib/strings';
import { Button } from '@/ui/Button';

interface MakeKeyProps {
  project: string;
  onMade: (key: string) => void;
}

/** Makes a key that may send and nothing else. */
export function MakeKey({ project, onMade }: MakeKeyProps) {
  const make = useMutation({
    mutationFn: () =>
      post<{ key: string }>(`/api/v1/admin/projects/${encodeURIComponent(project)}/keys`, {
        label: t.start.keyLabel,
        scopes: ['ingest'],
      }),
    onSuccess: ({ key }) => onMade(key),
  });
  return (
    <>
      <Button small disabled={make.isPending} onClick={() => make.mutate()}>
        <KeyRound className="ico" aria-hidden />
        {t.start.makeKey}
      </Button>
      {make.error && (
        <small className="bad" role="alert">
          {explain(make.error)}
        </small>
      )}
    </>
  );
}
