/** What an event says, in a line: `category network · duration 4`. Nested values are left to its details. */
export function propertyLine(properties: Record<string, unknown>, most = 4): string {
  const said: string[] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (said.length === most) break;
    if (value === null || typeof value === 'object') continue;
    said.push(`${cut(name)} ${cut(String(value))}`);
  }
  return said.join(' · ');
}

const MOST = 60;
const cut = (text: string) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
