import { KEY_PLACE, needsKey } from '@/features/first-run/model/ways';
import { ScoresPage } from '@/features/scores/ScoresPage';
import { useProject } from '@/lib/project';
import { BarTools } from './layout/BarTools';

export function ScoresRoute() {
  const sendKey = needsKey(location.hostname, useProject()) ? KEY_PLACE : null;
  return <ScoresPage tools={<BarTools />} sendKey={sendKey} />;
}
