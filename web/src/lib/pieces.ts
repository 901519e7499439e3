// What a message is made of, as people see it: words, pictures, sound, files, buttons. Providers and
// programs differ; what is not understood is shown as the JSON that it is.
import { jsonKind } from './json-rows';

export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'thought'; text: string }
  | { kind: 'image'; src: string | null; href: string | null; name: string }
  | { kind: 'audio'; src: string | null; href: string | null; transcript: string | null }
  | { kind: 'file'; href: string | null; name: string }
  | { kind: 'buttons'; text: string | null; items: string[] }
  | { kind: 'json'; type: string | null; value: unknown };

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => jsonKind(value) === 'object';
const textOf = (value: unknown) => (typeof value === 'string' && value ? value : null);
const first = (fields: Fields, keys: readonly string[]) =>
  keys.map((key) => textOf(fields[key])).find((text) => text !== null) ?? null;

/** The pieces of a message's content. */
export function pieces(content: unknown): Piece[] {
  if (content === null || content === undefined || content === '') return [];
  if (Array.isArray(content) && content.length > 0 && content.every(isPiece))
    return content.map(piece);
  return [piece(content)];
}

const isPiece = (value: unknown) => typeof value === 'string' || isFields(value);

/** All the words of a content, without what was only thought. */
export function wordsOf(content: unknown): string {
  const words = pieces(content).map((each) => {
    if (each.kind === 'text') return each.text;
    if (each.kind === 'buttons') return [each.text, ...each.items].filter(Boolean).join('\n');
    return each.kind === 'audio' ? (each.transcript ?? '') : '';
  });
  return words.filter(Boolean).join('\n\n');
}

function piece(value: unknown): Piece {
  if (!isFields(value))
    return typeof value === 'string'
      ? { kind: 'text', text: value }
      : { kind: 'json', type: null, value };
  const type = (textOf(value.type) ?? '').toLowerCase();
  const words = first(value, ['text', 'content', 'thinking']);
  if (isThought(type, value)) return thought(value, words);
  if (['', 'text', 'input_text', 'output_text'].includes(type) && words !== null && isWords(value))
    return { kind: 'text', text: words };
  return media(type, value) ?? choice(type, value) ?? { kind: 'json', type: type || null, value };
}

/** Nothing but words: other fields would be lost. */
const isWords = (value: Fields) =>
  textOf(value.type) !== null || Object.keys(value).every((key) => key === 'text');

const isThought = (type: string, value: Fields) =>
  ['reasoning', 'thinking'].includes(type) || value.thought === true;

function thought(value: Fields, words: string | null): Piece {
  const summary = Array.isArray(value.summary) ? value.summary : [];
  const told = summary.map((each) => (isFields(each) ? textOf(each.text) : null)).filter(Boolean);
  const text = words ?? told.join('\n\n');
  return text ? { kind: 'thought', text } : { kind: 'json', type: 'reasoning', value };
}

const IMAGE = /^image\/[\w.+-]+$/;
const AUDIO = /^audio\/[\w.+-]+$/;

/** Images, sound and files, whoever describes them. */
function media(type: string, value: Fields): Piece | null {
  const inner = [value.image_url, value.image, value.source, value.inlineData, value.inline_data]
    .concat([
      value.media,
      value.input_audio,
      value.audio,
      value.file,
      value.file_data,
      value.fileData,
    ])
    .find(isFields);
  const nested = inner && isFields(inner.image) ? inner.image : inner;
  const places = nested ? [nested, value] : [value];
  const find = (keys: readonly string[]) =>
    places.map((each) => first(each, keys)).find((text) => text !== null) ?? null;
  const mime = find(['mime_type', 'mimeType', 'media_type', 'mediaType', 'contentType']);
  const modality = textOf(value.modality) ?? type;
  const isImage = /image|photo|sticker/.test(modality) || IMAGE.test(mime ?? '');
  const isAudio = /audio|voice/.test(modality) || AUDIO.test(mime ?? '');
  const isFile = /file|document|video|blob|uri/.test(modality);
  if (!isImage && !isAudio && !isFile) return null;
  const url = textOf(value.image_url) ?? find(['url', 'uri', 'src', 'link', 'fileUri', 'file_uri']);
  const data = find(['data', 'content', 'base64', 'bytes']);
  const name = find(['name', 'filename', 'file_name', 'file_id', 'fileId', 'caption']) ?? '';
  const href = safeLink(url);
  if (isImage) {
    const src = dataUrl(url, data, mime ?? 'image/png', IMAGE);
    if (src || href || name) return { kind: 'image', src, href, name };
  } else if (isAudio) {
    const format = find(['format']);
    const src = dataUrl(url, data, mime ?? `audio/${format ?? 'wav'}`, AUDIO);
    const transcript = find(['transcript', 'transcription', 'text']);
    if (src || href || transcript) return { kind: 'audio', src, href, transcript };
  } else if (href || name) return { kind: 'file', href, name: name || (url ?? '') };
  return null;
}

/** Addresses that may be followed. */
export function safeLink(url: string | null | undefined): string | null {
  return url && /^(https?:\/\/|mailto:)/i.test(url) ? url : null;
}

/** Data that came with the message itself; nothing is fetched from elsewhere. */
function dataUrl(url: string | null, data: string | null, mime: string, wanted: RegExp) {
  const given = url?.match(/^data:([^;,]+);base64,([A-Za-z0-9+/=]+)$/);
  if (given && wanted.test(given[1])) return url;
  if (!data || !wanted.test(mime) || !/^[A-Za-z0-9+/=\s]+$/.test(data)) return null;
  return `data:${mime};base64,${data.replace(/\s/g, '')}`;
}

/** Buttons and lists to choose from. */
function choice(type: string, value: Fields): Piece | null {
  if (!/button|quick_repl|list|option|choice|interactive/.test(type)) return null;
  const items = [value.items, value.buttons, value.options, value.choices].find(Array.isArray);
  const labels = (items ?? []).map((item) =>
    isFields(item) ? first(item, ['label', 'title', 'text', 'name', 'id']) : textOf(item),
  );
  if (labels.length === 0 || labels.some((label) => label === null)) return null;
  return {
    kind: 'buttons',
    text: first(value, ['text', 'body', 'title']),
    items: labels as string[],
  };
}
