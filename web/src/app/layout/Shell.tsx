import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef } from 'react';
import { refresh } from '@/api/refresh';
import { setLive, useLive } from '@/lib/live';
import { isTyping, useShortcuts } from '@/lib/shortcuts';
import { t } from '@/lib/strings';
import { SaidNote } from '@/ui/SaidNote';
import { Keys } from '../palette/Keys';
import { openKeys, openPalette, useOverlay } from '../palette/open';
import { Palette } from '../palette/Palette';
import { useRecent } from '../palette/useRecent';
import { ConnectionNote } from './ConnectionNote';
import { Rail } from './Rail';
import s from './shell.module.css';

/** The frame around every page of a person who is signed in. */
export function Shell() {
  const overlay = useOverlay();
  useShellKeys();
  useRecent();
  return (
    <div className={s.app}>
      <a className={s.skip} href="#content">
        {t.nav.skip}
      </a>
      <Rail />
      <div className={s.page}>
        <Outlet />
      </div>
      <ConnectionNote />
      <SaidNote />
      {overlay === 'palette' && <Palette />}
      {overlay === 'keys' && <Keys />}
    </div>
  );
}

function useShellKeys() {
  const client = useQueryClient();
  const live = useLive();
  useGoKeys();
  useShortcuts({
    'mod+k': openPalette,
    '?': openKeys,
    r: () => refresh(client),
    l: () => setLive(!live),
  });
}

type Page =
  | '/overview'
  | '/executions'
  | '/threads'
  | '/logs'
  | '/dashboards/{-$dashboardId}'
  | '/reviews/{-$reviewId}'
  | '/scores'
  | '/settings/{-$page}';
const PAGES: Record<string, Page> = {
  o: '/overview',
  c: '/scores',
  e: '/executions',
  t: '/threads',
  l: '/logs',
  m: '/dashboards/{-$dashboardId}',
  v: '/reviews/{-$reviewId}',
  s: '/settings/{-$page}',
};
/** How long `g` waits for its second key, in milliseconds. */
const PATIENCE = 1_000;

/** `g o`, `g c`, `g e`, `g t`, `g l`, `g m`, `g v`, `g s`: before all others hear the second key. */
function useGoKeys() {
  const navigate = useNavigate();
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const isSecond = event.timeStamp - pressedAt.current < PATIENCE;
    pressedAt.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const to = PAGES[event.key];
    if (!isSecond || !to) return;
    event.preventDefault();
    navigate({ to });
  });
  useEffect(() => {
    addEventListener('keydown', press, true);
    return () => removeEventListener('keydown', press, true);
  }, []);
}
