import { Lock } from 'lucide-react';
import { useProject } from '@/lib/project';
import type { Need } from '@/lib/role';
import { t } from '@/lib/strings';
import s from './settings.module.css';

/** Stands in the place of what the person may not do, and says who may. */
export function NeedsRole({ need }: { need: Need }) {
  const project = useProject();
  const words = t.settings.needs;
  return (
    <div className={s.locked}>
      <Lock aria-hidden />
      <h2>{words.title}</h2>
      <p>{need === 'owner' ? words.owner : words.role(words.names[need], project)}</p>
    </div>
  );
}
