import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Spinner } from '../../ui/spinner.tsx';
import { useWording, type Wording, WordingContext } from '../../ui/use-text.ts';
import { type Catalogue, chooseLanguage, type Language, wordingOf } from './wording.ts';

/** The words of one screen alone, per language; they come with it. */
export type WordsOf = (language: Language) => Promise<Catalogue>;

interface MoreWordsProps {
  readonly words: WordsOf;
  readonly children: ReactNode;
}

/** Adds words to those that every screen has; until they are here nothing of the screen is shown. */
export function MoreWords({ words, children }: MoreWordsProps): ReactNode {
  const before = useWording();
  const language = chooseLanguage(before.language, []);
  const [more, setMore] = useState<Catalogue | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void words(language).then((catalogue) => isCurrent && setMore(catalogue));
    return () => {
      isCurrent = false;
    };
  }, [words, language]);
  const wording = useMemo(() => (more === null ? null : withMore(before, more)), [before, more]);
  if (wording === null) return <Spinner label={before.text('ui.loading')} />;
  return <WordingContext value={wording}>{children}</WordingContext>;
}

function withMore(before: Wording, more: Catalogue): Wording {
  const { text } = wordingOf(before.language, more);
  return {
    ...before,
    text: (key, values) =>
      Object.hasOwn(more, key) ? text(key, values) : before.text(key, values),
  };
}
