import { ExecutionsPage } from '@/features/executions/ExecutionsPage';
import { t } from '@/lib/strings';
import { FirstRunGate } from './FirstRunGate';
import { BarTools } from './layout/BarTools';

export const ExecutionsRoute = () => (
  <FirstRunGate title={t.executions.title}>
    <ExecutionsPage tools={<BarTools />} />
  </FirstRunGate>
);
