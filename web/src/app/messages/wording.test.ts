import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import type { MessageKey } from '../../ui/use-text.ts';
import { englishFirst } from './english.ts';
import { platformWords } from '../platform/platform-words.ts';
import {
  type Catalogue,
  chooseLanguage,
  type Language,
  loadCatalogue,
  localeOf,
  wordingOf,
} from './wording.ts';

/** The words that come with one screen alone. */
const moreWords = [platformWords];
const english = await everyWord('en');
const german = await everyWord('de');
const keys = Object.keys(english) as MessageKey[];

async function everyWord(language: Language): Promise<Catalogue> {
  const more = await Promise.all(moreWords.map((words) => words(language)));
  return Object.assign({}, await loadCatalogue(language), ...more) as Catalogue;
}

/** Names of the arguments of a message, with those inside plural and select branches. */
function argumentsOf(message: (typeof english)[MessageKey]): string[] {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const child of node) visit(child);
    else if (typeof node === 'object' && node !== null) {
      const { type, value } = node as { type?: unknown; value?: unknown };
      if (typeof type === 'number' && type !== 0 && typeof value === 'string') names.add(value);
      for (const child of Object.values(node)) visit(child);
    }
  };
  visit(new IntlMessageFormat(message ?? '', 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

describe('messages', () => {
  it.each(keys)('%s takes the same arguments in both languages', (key) => {
    expect(argumentsOf(german[key])).toEqual(argumentsOf(english[key]));
    expect(german[key]).not.toBe('');
  });

  it('counts in both languages', () => {
    expect(wordingOf('en', english).text('list.count', { count: 1 })).toBe('1 study');
    expect(wordingOf('en', english).text('list.count', { count: 1200 })).toBe('1,200 studies');
    expect(wordingOf('de', german).text('list.count', { count: 1200 })).toBe(
      '1.200 Untersuchungen',
    );
  });

  it('never interprets what a file says', () => {
    const query = '{count, plural, one {x}} <b>';
    expect(wordingOf('en', english).text('list.noneFoundWords', { query })).toContain(query);
  });

  it('shows no key while a chunk of words is on its way', () => {
    expect(wordingOf('en', englishFirst).text('settings.title')).toBe('');
  });
});

describe('chooseLanguage', () => {
  it('prefers the setting, then the browser, then English', () => {
    expect(chooseLanguage('de', ['en-GB'])).toBe('de');
    expect(chooseLanguage(null, ['fr-FR', 'de-AT', 'en'])).toBe('de');
    expect(chooseLanguage(null, ['fr'])).toBe('en');
    expect(chooseLanguage('xx', [])).toBe('en');
  });
});

describe('localeOf', () => {
  it('keeps the region of the browser where the language is the same', () => {
    expect(localeOf('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
    expect(localeOf('de', ['en-GB'])).toBe('de');
  });
});
