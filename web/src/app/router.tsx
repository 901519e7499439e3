import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { readCompareSearch } from '@/features/compare/search';
import { readBoardSearch } from '@/features/dashboards/search';
import { readExecutionSearch } from '@/features/execution/search';
import { readListSearch } from '@/features/executions/search';
import { readLogSearch } from '@/features/logs/search';
import { readReviewSearch } from '@/features/reviews/search';
import { readScoreSearch } from '@/features/scores/search';
import { readAuditSearch } from '@/features/settings/audit/search';
import { InvitationPage } from '@/features/sign-in/InvitationPage';
import { SignInPage } from '@/features/sign-in/SignInPage';
import { readThreadSearch } from '@/features/threads/search';
import { parseSearch, type Search, stringifySearch, textOf } from '@/lib/url';
import { Shell } from './layout/Shell';
import { NotFound } from './NotFound';
import { SessionGate } from './SessionGate';

interface RootSearch {
  project?: string;
  range?: string;
  from?: string;
  to?: string;
}

const root = createRootRoute({
  // Kept from page to page: what is looked at, and when.
  search: { middlewares: [retainSearchParams<RootSearch>(['project', 'range', 'from', 'to'])] },
  validateSearch: (search: Search): RootSearch => ({
    project: textOf(search.project),
    range: textOf(search.range),
    from: textOf(search.from),
    to: textOf(search.to),
  }),
  component: Outlet,
  notFoundComponent: NotFound,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Search): { problem?: string } => ({ problem: textOf(search.problem) }),
  component: SignInPage,
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  validateSearch: (search: Search): { token?: string } => ({ token: textOf(search.token) }),
  component: () => <InvitationPage token={invitation.useSearch().token ?? ''} />,
});

const portal = createRoute({
  getParentRoute: () => root,
  id: 'portal',
  component: () => (
    <SessionGate>
      <Shell />
    </SessionGate>
  ),
});

const home = createRoute({
  getParentRoute: () => portal,
  path: '/',
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/overview', search, replace: true });
  },
});

// Each page comes when it is gone to, or pointed at.

const overview = createRoute({
  getParentRoute: () => portal,
  path: '/overview',
  component: lazyRouteComponent(() => import('./OverviewRoute'), 'OverviewRoute'),
});

const executions = createRoute({
  getParentRoute: () => portal,
  path: '/executions',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./ExecutionsRoute'), 'ExecutionsRoute'),
});

const execution = createRoute({
  getParentRoute: () => portal,
  path: '/executions/$executionId',
  validateSearch: readExecutionSearch,
  component: lazyRouteComponent(
    () => import('@/features/execution/ExecutionPage'),
    'ExecutionPage',
  ),
});

const compare = createRoute({
  getParentRoute: () => portal,
  path: '/compare',
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => import('@/features/compare/ComparePage'), 'ComparePage'),
});

const threads = createRoute({
  getParentRoute: () => portal,
  path: '/threads',
  validateSearch: readThreadSearch,
  component: lazyRouteComponent(() => import('./ThreadsRoute'), 'ThreadsRoute'),
});

const logs = createRoute({
  getParentRoute: () => portal,
  path: '/logs',
  validateSearch: readLogSearch,
  component: lazyRouteComponent(() => import('./LogsRoute'), 'LogsRoute'),
});

const dashboards = createRoute({
  getParentRoute: () => portal,
  // `/metrics` is the server's own figures in Prometheus text.
  path: '/dashboards/{-$dashboardId}',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import('./DashboardsRoute'), 'DashboardsRoute'),
});

const reviews = createRoute({
  getParentRoute: () => portal,
  path: '/reviews/{-$reviewId}',
  validateSearch: readReviewSearch,
  component: lazyRouteComponent(() => import('./ReviewsRoute'), 'ReviewsRoute'),
});

const scores = createRoute({
  getParentRoute: () => portal,
  path: '/scores',
  validateSearch: readScoreSearch,
  component: lazyRouteComponent(() => import('./ScoresRoute'), 'ScoresRoute'),
});

const settings = createRoute({
  getParentRoute: () => portal,
  path: '/settings/{-$page}',
  // Filters of the audit trail, which alone has any.
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(() => import('./SettingsRoute'), 'SettingsRoute'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    invitation,
    portal.addChildren([
      home,
      overview,
      executions,
      execution,
      compare,
      threads,
      logs,
      dashboards,
      reviews,
      scores,
      settings,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  scrollRestoration: false,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
