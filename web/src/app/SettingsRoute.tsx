import { useParams } from '@tanstack/react-router';
import { SettingsFrame } from '@/features/settings/frame/SettingsFrame';
import { JumpField } from './layout/BarTools';

/** The settings, in the shell. */
export function SettingsRoute() {
  const { page } = useParams({ strict: false });
  return <SettingsFrame page={page} tools={<JumpField />} />;
}
