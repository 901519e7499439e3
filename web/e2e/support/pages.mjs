// Where things are, by the names that people read.
export const rows = (page) => page.getByRole('treeitem');
export const tree = (page) => page.getByRole('tree', { name: 'Spans' });
export const panel = (page) => page.getByRole('complementary', { name: 'Span' });
export const list = (page) => page.getByRole('grid', { name: 'Executions' });

export const executionPath = (id, tab = 'trace') => `/executions/${id}?project=default&tab=${tab}`;
export const chat = (page) => page.getByRole('region', { name: 'Conversation' }).last();

/** Opens an execution and waits for its first row. */
export async function openExecution(page, id) {
  await page.goto(executionPath(id));
  await rows(page).first().waitFor();
}

export const elementCount = (page) => page.evaluate(() => document.querySelectorAll('*').length);
