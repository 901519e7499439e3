// The language of the portal: the person's choice on this device, else the first that the browser asks
// for and there is.

export const LANGUAGES = ['en', 'pt'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'farol.language';
const isLanguage = (text: string): text is Language => LANGUAGES.some((each) => each === text);

function read(): Language {
  try {
    const chosen = localStorage.getItem(KEY) ?? '';
    if (isLanguage(chosen)) return chosen;
  } catch {
    // Storage may be forbidden; the browser's wish holds then.
  }
  const wished = globalThis.navigator?.languages ?? [];
  return wished.map((tag) => tag.split('-')[0] ?? '').find(isLanguage) ?? 'en';
}

export const language = read();

/** For figures, as `Intl` names it. */
export const locale = { en: 'en-US', pt: 'pt-BR' }[language];
/** For dates, day before month in both. */
export const dateLocale = { en: 'en-GB', pt: 'pt-BR' }[language];

if (globalThis.document) document.documentElement.lang = language;

/** Strings are chosen when the page is loaded, so the page is loaded anew. */
export function setLanguage(next: Language) {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the browser's wish stays.
  }
  location.reload();
}
