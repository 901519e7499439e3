import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Check, Contrast, LogOut, Moon, Sun } from 'lucide-react';
import { sessionQuery, signOut } from '@/api/session';
import { LANGUAGES, language, setLanguage } from '@/lib/language';
import { t } from '@/lib/strings';
import { setTheme, THEMES, useTheme } from '@/lib/theme';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';
import s from './shell.module.css';

const ICONS = { system: Contrast, light: Sun, dark: Moon };

/** The theme, and who is signed in. */
export function PersonMenu() {
  const theme = useTheme();
  const Icon = ICONS[theme];
  return (
    <Popover
      above
      label={t.theme.title}
      width={220}
      triggerClass={s.footButton}
      triggerProps={{ 'aria-label': t.theme.change(t.theme.names[theme]) }}
      trigger={<Icon className="ico" aria-hidden />}
    >
      {() => (
        <>
          <p className={popoverStyles.head}>{t.theme.title}</p>
          {THEMES.map((each) => {
            const Each = ICONS[each];
            return (
              <PopoverItem key={each} aria-current={each === theme} onClick={() => setTheme(each)}>
                <Each className="ico" aria-hidden />
                {t.theme.names[each]}
                <span className="grow" />
                {each === theme && <Check className="ico" aria-hidden />}
              </PopoverItem>
            );
          })}
          <hr className={popoverStyles.rule} />
          <p className={popoverStyles.head}>{t.language.title}</p>
          {LANGUAGES.map((each) => (
            <PopoverItem
              key={each}
              lang={each}
              aria-current={each === language}
              onClick={() => setLanguage(each)}
            >
              {t.language.names[each]}
              <span className="grow" />
              {each === language && <Check className="ico" aria-hidden />}
            </PopoverItem>
          ))}
          <hr className={popoverStyles.rule} />
          <Account />
        </>
      )}
    </Popover>
  );
}

function Account() {
  const session = useQuery(sessionQuery);
  const client = useQueryClient();
  return (
    <>
      <p className={popoverStyles.head}>{t.account.signedInAs}</p>
      <p className="clip" style={{ padding: '0 8px 6px' }}>
        {session.data?.user.email}
      </p>
      <PopoverItem
        onClick={async () => {
          await signOut().catch(() => undefined);
          client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
          await client.resetQueries({ queryKey: sessionQuery.queryKey });
        }}
      >
        <LogOut className="ico" aria-hidden />
        {t.account.signOut}
      </PopoverItem>
    </>
  );
}
