import { useQuery } from '@tanstack/react-query';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Card, SheetHead, Waiting } from '../frame/Sheet';
import { retentionQuery } from './queries';
import { RetentionForm } from './RetentionForm';

/** For how long, and up to which size, a project's data is kept. */
export function RetentionPage() {
  const project = useProject();
  const retention = useQuery(retentionQuery(project));
  return (
    <>
      <SheetHead title={t.settings.pages.retention} intro={t.upkeep.retention.intro} />
      {retention.data ? (
        <RetentionForm key={project} retention={retention.data} />
      ) : (
        <Card flush>
          <Waiting query={retention} />
        </Card>
      )}
    </>
  );
}
