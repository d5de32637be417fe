import type { WordsOf } from '../messages/more-words.tsx';
import type { platformTable } from '../messages/en/platform-table.ts';

type PlatformWords = Readonly<Record<keyof typeof platformTable, string>>;

declare module '../../ui/use-text.ts' {
  // As in messages/english.ts: a misspelt key does not compile.
  interface MessageCatalogue extends PlatformWords {}
}

/** The words of the table of platforms. */
export const platformWords: WordsOf = async (language) => {
  switch (language) {
    case 'en':
      return (await import('../messages/en/platform-table.ts')).platformTable;
    case 'de':
      return (await import('../messages/de/platform-table.ts')).platformTable;
  }
};
