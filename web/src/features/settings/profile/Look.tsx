import { LANGUAGES, language, setLanguage } from '@/lib/language';
import { t } from '@/lib/strings';
import { setTheme, THEMES, useTheme } from '@/lib/theme';
import { zoneName } from '@/lib/time-range';
import { Segmented } from '@/ui/Segmented';
import { Card, settingsStyles as s } from '../frame/Sheet';

const words = t.profile;

/** Language and theme, chosen on this device. */
export function Look() {
  const theme = useTheme();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Card title={words.look} note={words.lookNote}>
      <dl className={s.facts}>
        <dt>{t.language.title}</dt>
        <dd>
          <Segmented
            label={t.language.title}
            value={language}
            options={LANGUAGES.map((value) => ({ value, label: t.language.names[value] }))}
            onChange={(next) => next !== language && setLanguage(next)}
          />
        </dd>
        <dt>{t.theme.title}</dt>
        <dd>
          <Segmented
            label={t.theme.title}
            value={theme}
            options={THEMES.map((value) => ({ value, label: t.theme.names[value] }))}
            onChange={setTheme}
          />
        </dd>
        <dt>{words.times}</dt>
        <dd>
          {zone}
          <span className="faint">
            {zoneName()} · {words.timesNote}
          </span>
        </dd>
      </dl>
    </Card>
  );
}
