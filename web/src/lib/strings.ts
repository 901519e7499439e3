// Every word that people see, in the language of the page. English comes with the page, another
// language is loaded before it is drawn.
import { language } from './language';
import { en } from './strings/en';

/** What another language has to say too, in words of its own. */
export type Strings = Worded<typeof en>;
type Worded<T> = T extends (...facts: infer Facts) => string
  ? (...facts: Facts) => string
  : T extends string
    ? string
    : { [Key in keyof T]: Worded<T[Key]> };

const LOADERS = { en: async () => en, pt: async () => (await import('./strings/pt')).pt };

export const t: Strings = await LOADERS[language]();
