import { Clock, Keyboard, Languages, Radio, SunMoon } from 'lucide-react';
import { LANGUAGES, language, setLanguage } from '@/lib/language';
import { setLive } from '@/lib/live';
import { t } from '@/lib/strings';
import { setTheme, THEMES } from '@/lib/theme';
import { PRESETS } from '@/lib/time-range';
import { openKeys } from './open';
import type { Target } from './targets';

const THEME_ACTIONS = THEMES.map(
  (theme): Target => ({
    kind: 'action',
    label: t.palette.theme(t.theme.names[theme]),
    icon: SunMoon,
    act: () => setTheme(theme),
  }),
);

/** Of the page that is open, and of those to come. */
const RANGES = PRESETS.map(
  (range): Target => ({
    kind: 'link',
    label: t.go.range(t.time.presets[range]),
    icon: Clock,
    link: {
      to: '.',
      search: (old: object) => ({
        ...old,
        range,
        from: undefined,
        to: undefined,
        since: undefined,
        until: undefined,
      }),
    } as Extract<Target, { kind: 'link' }>['link'],
  }),
);

const OTHER_LANGUAGES = LANGUAGES.filter((each) => each !== language).map(
  (each): Target => ({
    kind: 'action',
    label: t.go.language(t.language.names[each]),
    icon: Languages,
    act: () => setLanguage(each),
  }),
);

export const actions = (isLive: boolean): readonly Target[] => [
  ...RANGES,
  { kind: 'action', label: t.go.live, icon: Radio, act: () => setLive(!isLive) },
  ...THEME_ACTIONS,
  ...OTHER_LANGUAGES,
  { kind: 'action', label: t.palette.keys, icon: Keyboard, act: openKeys },
];
