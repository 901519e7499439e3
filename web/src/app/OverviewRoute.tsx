import { OverviewPage } from '@/features/overview/OverviewPage';
import { t } from '@/lib/strings';
import { FirstRunGate } from './FirstRunGate';
import { BarTools } from './layout/BarTools';

export const OverviewRoute = () => (
  <FirstRunGate title={t.overview.title}>
    <OverviewPage tools={<BarTools />} />
  </FirstRunGate>
);
