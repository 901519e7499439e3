import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, Contrast, LogOut, Moon, Sun, UserRound } from 'lucide-react';
import { leave, sessionQuery } from '@/api/session';
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
      {(close) => (
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
          <Account onLeave={close} />
        </>
      )}
    </Popover>
  );
}

function Account({ onLeave }: { onLeave: () => void }) {
  const session = useQuery(sessionQuery);
  const client = useQueryClient();
  return (
    <>
      <p className={popoverStyles.head}>{t.account.signedInAs}</p>
      <p className="clip" style={{ padding: '0 8px 6px' }}>
        {session.data?.user.email}
      </p>
      <Link
        to="/settings/{-$page}"
        params={{ page: 'profile' }}
        className={popoverStyles.item}
        onClick={onLeave}
      >
        <UserRound className="ico" aria-hidden />
        {t.access.profile}
      </Link>
      <PopoverItem onClick={() => leave(client)}>
        <LogOut className="ico" aria-hidden />
        {t.account.signOut}
      </PopoverItem>
    </>
  );
}
