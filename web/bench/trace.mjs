// One large trace: how soon its rows are there, all of it in reach, and how smooth it is to use.
import { rows, tree } from '../e2e/support/pages.mjs';
import { elements, longestTask, settle, timeToOpen } from './measure.mjs';

const STEPS = 60;

export async function measureTrace(page, { id, size, times }) {
  const path = `/executions/${id}?project=default&tab=trace`;
  const isThere = () => rows(page).first().waitFor();
  const shown = await timeToOpen(page, path, isThere, times);
  const reached = await timeToOpen(
    page,
    path,
    async () => {
      await isThere();
      await tree(page).focus();
      await page.keyboard.press('End');
      await page.getByRole('treeitem', { name: `step ${size}`, exact: false }).waitFor();
    },
    times,
  );
  return { shown, reached, elements: await elements(page), ...(await tasks(page)) };
}

/** The longest task of everything that people do in a trace. */
async function tasks(page) {
  const box = await tree(page).evaluate((element) => {
    const { left, top, width, height } = element.parentElement.getBoundingClientRect();
    return { left, top, width, height };
  });
  const [x, y] = [box.left + box.width * 0.7, box.top + box.height * 0.5];
  await page.mouse.move(x, y);
  await page.keyboard.press('Home');
  await settle(page);
  const scrolling = await longestTask(page, async () => {
    for (let step = 0; step < STEPS; step += 1) await page.mouse.wheel(0, step % 2 ? 4_000 : 1_200);
  });
  const zooming = await longestTask(page, async () => {
    await page.keyboard.down('Control');
    for (let step = 0; step < STEPS; step += 1) await page.mouse.wheel(0, step < 40 ? -120 : 120);
    await page.keyboard.up('Control');
  });
  const typing = await longestTask(page, async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('customer 99', { delay: 40 });
    await page.getByText(/of \d+/).waitFor();
    for (let step = 0; step < 10; step += 1) await page.keyboard.press('Enter');
  });
  const moving = await longestTask(page, async () => {
    await tree(page).focus();
    for (let step = 0; step < STEPS; step += 1) await page.keyboard.press('ArrowDown');
  });
  const sorting = await longestTask(page, async () => {
    await page.getByRole('button', { name: 'Duration', exact: true }).click();
    await settle(page);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
  });
  const folding = await longestTask(page, async () => {
    await page.getByRole('button', { name: 'Fewer levels' }).click();
    await settle(page);
    await page.getByRole('button', { name: 'More levels' }).click();
  });
  return { scrolling, zooming, typing, moving, sorting, folding };
}
