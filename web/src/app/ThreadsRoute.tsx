import { ThreadsPage } from '@/features/threads/ThreadsPage';
import { BarTools } from './layout/BarTools';

export const ThreadsRoute = () => <ThreadsPage tools={<BarTools />} />;
