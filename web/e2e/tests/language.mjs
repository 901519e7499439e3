import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { PHONE, withPage } from '../support/browser.mjs';
import { recordedTurn } from '../support/conversations.mjs';
import { sendSpans } from '../support/otlp.mjs';

const talk = recordedTurn('wa-language', [
  ['user', 'Sem sinal'],
  ['assistant', 'Já estou olhando'],
]);

describe('the language', () => {
  before(() => sendSpans(talk.spans));

  test('is changed by the person, stays, and reaches figures and dates', async () => {
    await withPage(async (page) => {
      await page.goto('/executions?project=default&threadId=wa-language');
      await page.getByRole('heading', { name: 'Executions' }).waitFor();
      await page.getByRole('button', { name: /^Theme/ }).click();
      await page.getByRole('button', { name: 'Português' }).click();
      await page.getByRole('heading', { name: 'Execuções' }).waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), 'pt');
      await page.getByText('6,84 s').first().waitFor();

      await page.getByRole('link', { name: 'Conversas' }).click();
      await page.getByRole('heading', { name: 'Conversas' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Conversas' }).waitFor();

      await page.getByRole('button', { name: /^Tema/ }).click();
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Threads' }).waitFor();
    });
  });

  test('is the first that the browser asks for and there is', async () => {
    await withPage(
      async (page) => {
        await page.goto(`/executions/${talk.id}?project=default`);
        await page.getByRole('tab', { name: /^Conversa/ }).waitFor();
        await page.getByText('Início').first().waitFor();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= PHONE.width, `nothing is wider than the phone: ${wide}`);
      },
      { size: PHONE, locale: 'pt-BR' },
    );
  });
});
