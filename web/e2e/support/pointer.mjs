/** Drags over a part of an element, in shares of its width. */
export async function drag(page, target, from, to) {
  await target.waitFor();
  const box = await target.boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 8 });
  await page.mouse.up();
}
