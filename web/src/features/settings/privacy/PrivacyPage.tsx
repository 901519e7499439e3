import { useQuery } from '@tanstack/react-query';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { Card, SheetHead, Waiting } from '../frame/Sheet';
import { PolicyForm } from './PolicyForm';
import { privacyQuery } from './queries';

/** What a project does not want stored. */
export function PrivacyPage() {
  const project = useProject();
  const policy = useQuery(privacyQuery(project));
  return (
    <>
      <SheetHead title={t.settings.pages.privacy} intro={t.privacy.intro} />
      {policy.data ? (
        <PolicyForm key={project} policy={policy.data} />
      ) : (
        <Card flush>
          <Waiting query={policy} rows={5} />
        </Card>
      )}
    </>
  );
}
