import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { withPage } from '../support/browser.mjs';
import { attribute, newTrace, sendLogs, sendSpans, span } from '../support/otlp.mjs';
import { openExecution, panel, rows } from '../support/pages.mjs';

const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "'><iframe srcdoc='<script>parent.alert(4)</script>'>",
  'javascript:alert(5)',
  'data:text/html,<script>alert(6)</script>',
  '{{constructor.constructor("alert(7)")()}}',
  '<a href="javascript:alert(8)">x</a>',
  '<style>*{display:none}</style>',
  '</title><script>alert(9)</script>',
  '__proto__',
  '[x](javascript:alert(10))',
];
const trace = newTrace();

function attributes(payload) {
  const message = {
    role: payload,
    content: payload,
    toolCalls: [{ name: payload, arguments: payload }],
  };
  return {
    [payload]: payload,
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': payload,
    'gen_ai.conversation.id': payload,
    'gen_ai.agent.name': payload,
    'user.id': payload,
    'gen_ai.input.messages': JSON.stringify([message]),
    nested: JSON.stringify({ [payload]: { [payload]: payload } }),
  };
}

/** Nothing of what was sent became part of the document. */
async function assertHarmless(page) {
  const foreign = await page.evaluate(() => ({
    scripts: [...document.scripts].filter((each) => !each.src).length,
    frames: document.querySelectorAll('iframe, object, embed').length,
    pictures: document.querySelectorAll('img').length,
    handlers: document.querySelectorAll('[onerror], [onload], [onclick]').length,
    links: [...document.links].filter((each) => !/^https?:$/.test(each.protocol)).length,
    styles: document.querySelectorAll('#root style').length,
    polluted: Object.keys(Object.prototype).length,
  }));
  assert.deepEqual(Object.values(foreign).filter(Boolean), [], JSON.stringify(foreign));
}

describe('hostile telemetry', () => {
  before(async () => {
    const spans = PAYLOADS.map((payload, index) =>
      span(trace, {
        id: index + 1,
        parent: index === 0 ? undefined : 1,
        name: payload,
        at: index,
        ms: 20,
        attributes: attributes(payload),
        status: { code: 2, message: payload },
        events: [
          {
            name: payload,
            timeUnixNano: String(trace.start),
            attributes: [attribute(payload, payload)],
          },
        ],
      }),
    );
    await sendSpans(spans, PAYLOADS[1]);
    await sendLogs(
      PAYLOADS.map((payload) => ({
        timeUnixNano: String(trace.start),
        severityText: payload,
        body: { stringValue: payload },
        traceId: trace.id,
        attributes: [attribute(payload, payload)],
      })),
      PAYLOADS[1],
    );
  });

  test('hostile names and attributes are text in the list and its preview', async () => {
    await withPage(async (page) => {
      await page.goto(`/executions?project=default&preview=${trace.id}`);
      await page.getByText(PAYLOADS[0], { exact: true }).first().waitFor();
      await page.getByRole('complementary', { name: 'Preview' }).waitFor();
      await assertHarmless(page);
    });
  });

  test('hostile names and attributes are text in every panel of every span', async () => {
    await withPage(async (page) => {
      await openExecution(page, trace.id);
      assert.equal(await rows(page).count(), PAYLOADS.length);
      for (const [index, payload] of PAYLOADS.entries()) {
        await rows(page).nth(index).click();
        await panel(page).getByRole('heading', { name: payload, level: 2 }).waitFor();
        for (const name of ['Overview', 'Attributes', 'Events']) {
          await panel(page).getByRole('tab', { name }).click();
          await panel(page).getByText(payload).first().waitFor();
          await assertHarmless(page);
        }
      }
    });
  });

  test('hostile log lines are text', async () => {
    await withPage(async (page) => {
      await page.goto(`/executions/${trace.id}?project=default&tab=logs`);
      const line = page.getByRole('button', { name: PAYLOADS[1] }).first();
      await line.click();
      await assertHarmless(page);
      await page.goto(`/executions/${trace.id}?project=default&tab=json`);
      await page.getByText('executionId').first().waitFor();
      await assertHarmless(page);
    });
  });
});
