import { useParams } from '@tanstack/react-router';
import { SettingsFrame } from '@/features/settings/frame/SettingsFrame';
import { JumpField } from './layout/BarTools';
import { RangePicker } from './layout/RangePicker';

/** The settings; of their pages only the audit trail has a time range. */
export function SettingsRoute() {
  const { page } = useParams({ strict: false });
  return (
    <SettingsFrame
      page={page}
      tools={
        <>
          <JumpField />
          {page === 'audit' && <RangePicker />}
        </>
      }
    />
  );
}
