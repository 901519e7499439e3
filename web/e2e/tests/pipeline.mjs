import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { PHONE, withPage } from '../support/browser.mjs';
import { pipelineRun, sendNodes } from '../support/nodes.mjs';
import { panel } from '../support/pages.mjs';

const run = pipelineRun();
const path = `/executions/${run.id}?project=default&tab=pipeline`;
const phases = (page) => page.getByRole('tablist', { name: 'Phases of this run' }).getByRole('tab');

describe('a pipeline run', () => {
  before(() => sendNodes(run.nodes));

  test('shows its phases, what was bypassed, and what failed without stopping it', async () => {
    await withPage(async (page) => {
      await page.goto(`/executions/${run.id}?project=default`);
      await page.getByRole('tab', { name: 'Pipeline 5' }).click();
      await phases(page).first().waitFor();
      assert.equal(await phases(page).count(), 5);
      await phases(page).nth(0).getByText('intent line_down').waitFor();
      await phases(page).nth(2).getByText('Bypassed by “deterministic router”').waitFor();
      await phases(page).nth(2).getByText('short-circuit').waitFor();
      await phases(page).nth(3).getByText('503 after 3 tries').waitFor();
      await phases(page).nth(3).getByText('The run went on').waitFor();
      // The first that has something wrong is open.
      const router = page.getByRole('tabpanel', { name: 'deterministic router' });
      await router.getByText("KeyError: 'billing' at line 6").waitFor();
      await router.getByText('The other steps ran').waitFor();
    });
  });

  test('a step opens to its code, input and output, and to its span', async () => {
    await withPage(async (page) => {
      await page.goto(path);
      const step = page.getByRole('button', { name: 'Details of weak signal' });
      if ((await step.getAttribute('aria-expanded')) === 'false') await step.click();
      await page.getByText('return [short_circuit(').waitFor();
      await page.getByText('"FTTH-90417"').first().waitFor();
      const article = page.getByRole('article').filter({ has: step });
      await article.getByRole('button', { name: 'Open span' }).click();
      await panel(page).getByText('weak signal').first().waitFor();
      await page.waitForURL(/tab=trace&.*span=|span=.*tab=trace/);
    });
  });

  test('phases are chosen by keyboard, and by an address', async () => {
    await withPage(async (page) => {
      await page.goto(path);
      await phases(page).nth(1).focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('tabpanel', { name: 'ai agent' }).waitFor();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('tabpanel').getByText('UpstreamError').waitFor();
      await page.waitForURL(/phase=/);
      await page.reload();
      await page.getByRole('tabpanel', { name: 'deterministic callback' }).waitFor();
    });
  });

  test('stands upright on a phone', async () => {
    await withPage(
      async (page) => {
        await page.goto(path);
        const [first, second] = [phases(page).nth(0), phases(page).nth(1)];
        await second.waitFor();
        const [a, b] = [await first.boundingBox(), await second.boundingBox()];
        assert.equal(a.x, b.x);
        assert.ok(b.y >= a.y + a.height - 1);
      },
      { size: PHONE },
    );
  });
});
