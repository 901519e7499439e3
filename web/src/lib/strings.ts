// Every word that people see, in the language of the page. English comes with the page, another
// language is loaded before it is drawn.
import { language } from './language';
import { en } from './strings/en';

/** What another language has to say too. */
export type Strings = typeof en;

const LOADERS = { en: async () => en, pt: async () => (await import('./strings/pt')).pt };

export const t: Strings = await LOADERS[language]();
