import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageKey, MessageValues, TextOf, Wording } from '../../ui/use-text.ts';
import { failureTextWith } from '../failure-text.ts';
import { englishFirst } from './english.ts';

/**
 * A message is plain text, or, where it has arguments, the syntax tree that the build made of it
 * (`web/build/compile-messages.ts`): the app ships the formatter without the parser.
 */
type CompiledMessage = ConstructorParameters<typeof IntlMessageFormat>[0];
export type Catalogue = Readonly<Partial<Record<MessageKey, CompiledMessage>>>;

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** The words of the first screen: what it must not wait for is left to `loadCatalogue`. */
export async function loadFirstWords(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'en':
      return englishFirst;
    case 'de':
      return (await import('./german.ts')).germanFirst;
  }
}

/** Every word of a language, in chunks that come after the first screen's own. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return { ...(await loadFirstWords(language)), ...(await loadLaterWords(language)) };
}

async function loadLaterWords(language: Language): Promise<Catalogue> {
  switch (language) {
    case 'en':
      return (await import('./english-later.ts')).englishLater;
    case 'de':
      return (await import('./german-later.ts')).germanLater;
  }
}

/** A key without a message (its chunk is on the way) is an empty text, never a key on the screen. */
export function wordingOf(locale: string, catalogue: Catalogue): Wording {
  const formats = new Map<MessageKey, IntlMessageFormat>();
  const formatOf = (key: MessageKey, message: CompiledMessage): IntlMessageFormat => {
    const known = formats.get(key);
    if (known !== undefined) return known;
    const made = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
    formats.set(key, made);
    return made;
  };
  const text: TextOf = (key, values?: MessageValues) => {
    const message = catalogue[key];
    if (message === undefined) return '';
    if (typeof message === 'string' && values === undefined) return message;
    return String(formatOf(key, message).format({ ...values }));
  };
  const isKnownKey = (key: string): key is MessageKey => Object.hasOwn(catalogue, key);
  return { language: locale, text, failureText: failureTextWith(text, isKnownKey) };
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

/** The person's own region of a language, for dates and numbers: `en-GB` writes 3 Nov where `en` writes Nov 3. */
export function localeOf(language: Language, browserLanguages: readonly string[]): string {
  const own = browserLanguages.find((tag) => tag.toLowerCase().split('-')[0] === language);
  return own ?? language;
}
