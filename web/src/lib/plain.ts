// Markdown cut short to one line, as words: its marks would only be in the way.

const WRAPPED: [RegExp, string][] = [
  // Links and pictures, also where the end was cut off.
  [/!?\[([^\]]*)\]\([^)\s]*(?:\s"[^"]*")?\)/g, '$1'],
  [/!?\[([^\]]*)\]\([^)\s]*…$/g, '$1'],
  [/!?\[([^\]\n]+)…$/g, '$1…'],
  // Headings and quotes, which a cut text has in its middle.
  [/(^|\s)#{1,6}\s+/g, '$1'],
  [/^>\s+/, ''],
  // Fences, then words set off.
  [/```\w*/g, ''],
  [/`([^`]*)`/g, '$1'],
  [/(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2'],
  [/(^|[\s("'])([*_])(?=\S)([^*_]+?)(?<=\S)\2(?=$|[\s.,;:!?)"'])/g, '$1$3'],
  // Begun before the cut.
  [/(^|\s)(\*\*|__|~~|`)(?=\S)/g, '$1'],
];

/** The words of a line of Markdown. */
export function plain(text: string): string {
  let words = text;
  for (const [pattern, by] of WRAPPED) words = words.replace(pattern, by);
  return words.replace(/\s+/g, ' ').trim();
}
