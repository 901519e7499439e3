// The portal in Chromium, against a running server. One process: the sign-in link works once.
import { after, before } from 'node:test';
import { start, stop } from './support/browser.mjs';

before(start);
after(stop);

// In this order: the first signs in and finds the project empty.
await import('./tests/sign-in.mjs');
await import('./tests/investigation.mjs');
await import('./tests/overview.mjs');
await import('./tests/shell.mjs');
await import('./tests/executions.mjs');
await import('./tests/executions-list.mjs');
await import('./tests/views.mjs');
await import('./tests/trace.mjs');
await import('./tests/compare.mjs');
await import('./tests/pipeline.mjs');
await import('./tests/conversations.mjs');
await import('./tests/logs.mjs');
await import('./tests/live.mjs');
await import('./tests/metrics.mjs');
await import('./tests/reviews.mjs');
await import('./tests/settings.mjs');
await import('./tests/people.mjs');
await import('./tests/large.mjs');
await import('./tests/language.mjs');
await import('./tests/appearance.mjs');
// Last: its threads and lines stand before all others.
await import('./tests/hostile.mjs');
