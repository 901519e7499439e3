// A project of its own for reviews, with programs that talk to it over HTTP: a judge, a nightly job, a stranger.
import assert from 'node:assert/strict';
import { withPage } from './browser.mjs';
import * as environment from './environment.mjs';
import { ask } from './events.mjs';
import { attribute, newTrace, span } from './otlp.mjs';

export const PROJECT = 'reviewed';
const ADMIN = '/api/v1/admin/projects';

/** Makes projects and keys with the session of who is signed in: `{judge, ci, stranger}`, programs that `call`. */
export async function makePrograms() {
  const programs = {};
  await withPage(async (page) => {
    await page.goto('/overview?project=default');
    for (const name of [PROJECT, 'another']) {
      const made = await ask(page, ADMIN, 'POST', { name });
      assert.equal(made.status, 201, JSON.stringify(made.body));
    }
    const key = async (project, label, scopes) => {
      const made = await ask(page, `${ADMIN}/${project}/keys`, 'POST', { label, scopes });
      assert.equal(made.status, 201, JSON.stringify(made.body));
      return program(made.body.key);
    };
    programs.agent = await key(PROJECT, 'agent', ['ingest']);
    programs.judge = await key(PROJECT, 'llm-judge', ['read', 'review']);
    programs.ci = await key(PROJECT, 'nightly', ['read']);
    programs.stranger = await key('another', 'stranger', ['read', 'review']);
  });
  return programs;
}

/** Asks as whoever has the key; gives status, text and, where it is JSON, what it says. */
const program =
  (key) =>
  async (method, path, body = undefined, more = {}) => {
    const headers = { 'x-api-key': key, 'content-type': 'application/json', ...more };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await fetch(environment.url + path, { method, headers, body: text });
    const answer = await response.text();
    const isJson = /json$/.test(response.headers.get('content-type') ?? '');
    const { status } = response;
    return { status, text: answer, json: isJson && answer ? JSON.parse(answer) : null };
  };

const text = (role, content) => ({ role, parts: [{ type: 'text', content }] });

/** An agent's answer to a question, sent by its key; gives the execution's id. */
export async function answer(agent, question, said, { ago = 60_000, thread } = {}) {
  const trace = newTrace(ago);
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.agent.id': 'hours-agent',
    'gen_ai.input.messages': JSON.stringify([
      text('system', 'Answer from the branch calendar.'),
      text('user', question),
    ]),
    'gen_ai.output.messages': JSON.stringify([text('assistant', said)]),
    ...(thread && { 'gen_ai.conversation.id': thread }),
  };
  const spans = [span(trace, { id: 1, name: 'chat hours', ms: 900, attributes })];
  const resource = { attributes: [attribute('service.name', 'hours')] };
  const scopeSpans = [{ scope: { name: 'e2e' }, spans }];
  const sent = await agent('POST', '/v1/traces', { resourceSpans: [{ resource, scopeSpans }] });
  assert.equal(sent.status, 200, sent.text);
  return trace.id;
}
