import { LogsPage } from '@/features/logs/LogsPage';
import { BarTools } from './layout/BarTools';

export const LogsRoute = () => <LogsPage tools={<BarTools />} />;
