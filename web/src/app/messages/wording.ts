import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageKey, MessageValues, TextOf, Wording } from '../../ui/use-text.ts';
import { failureTextWith } from '../failure-text.ts';
import { english } from './english.ts';

/**
 * A message is plain text, or, where it has arguments, the syntax tree that the build made of it
 * (`compileMessages` in web/build): the app ships the formatter without the parser.
 */
export type Catalogue = Readonly<Record<MessageKey, CompiledMessage>>;
type CompiledMessage = ConstructorParameters<typeof IntlMessageFormat>[0];

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** German comes in a chunk of its own, English is the ground that is always there. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'en':
      return english;
    case 'de':
      return (await import('./german.ts')).german;
  }
}

export function wordingOf(language: Language, catalogue: Catalogue): Wording {
  const formats = new Map<MessageKey, IntlMessageFormat>();
  const formatOf = (key: MessageKey): IntlMessageFormat => {
    const known = formats.get(key);
    if (known !== undefined) return known;
    const made = new IntlMessageFormat(catalogue[key], language, undefined, { ignoreTag: true });
    formats.set(key, made);
    return made;
  };
  const text: TextOf = (key, values?: MessageValues) => {
    const message = catalogue[key];
    if (typeof message === 'string' && values === undefined) return message;
    return String(formatOf(key).format({ ...values }));
  };
  return { language, text, failureText: failureTextWith(text) };
}

/** The language asked for in the settings, else the first of the browser's that we have. */
export function chooseLanguage(
  wanted: string | null,
  browserLanguages: readonly string[],
): Language {
  const candidates = wanted === null ? browserLanguages : [wanted, ...browserLanguages];
  for (const candidate of candidates) {
    const primary = candidate.toLowerCase().split('-')[0];
    const found = languages.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return 'en';
}
