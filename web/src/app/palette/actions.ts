import { Keyboard, SunMoon } from 'lucide-react';
import { t } from '@/lib/strings';
import { setTheme, THEMES } from '@/lib/theme';
import { openKeys } from './open';
import type { Target } from './targets';

export const ACTIONS: readonly Target[] = [
  ...THEMES.map(
    (theme): Target => ({
      kind: 'action',
      label: t.palette.theme(t.theme.names[theme]),
      icon: SunMoon,
      act: () => setTheme(theme),
    }),
  ),
  { kind: 'action', label: t.palette.keys, icon: Keyboard, act: openKeys },
];
