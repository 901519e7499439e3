import { useParams } from '@tanstack/react-router';
import { DashboardsPage } from '@/features/dashboards/DashboardsPage';
import { KEY_PLACE, needsKey } from '@/features/first-run/model/ways';
import { useProject } from '@/lib/project';
import { RangePicker } from './layout/RangePicker';

export function DashboardsRoute() {
  const { dashboardId } = useParams({ strict: false });
  const sendKey = needsKey(location.hostname, useProject()) ? KEY_PLACE : null;
  return <DashboardsPage id={dashboardId} range={<RangePicker />} sendKey={sendKey} />;
}
