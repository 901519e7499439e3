// Tables that spreadsheets and scripts read (RFC 4180), as the server writes them too.

/** Tells spreadsheets that the file is UTF-8. */
const MARK = '\uFEFF';

/** Spreadsheets run what begins like a formula: text that does is given as text. */
const FORMULA = /^[=+\-@\t\r\n]/;
const NUMBER = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** Objects are written as JSON; what is not there is empty. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A line of the table. */
export const csvRow = (values: readonly unknown[]) => `${values.map(cell).join(',')}\r\n`;

/** The first line of the file, with the names of its columns. */
export const csvHead = (columns: readonly string[]) => MARK + csvRow(columns);
