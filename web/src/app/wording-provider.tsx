import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { WordingContext } from '../ui/use-text.ts';
import { englishFirst } from './messages/english.ts';
import {
  type Catalogue,
  chooseLanguage,
  type Language,
  loadCatalogue,
  loadFirstWords,
  localeOf,
  wordingOf,
} from './messages/wording.ts';
import { firstScreenShown } from './first-screen.ts';
import { usePreferences } from './preferences.ts';
import { markWordsLoaded } from '../ui/words-loaded.ts';

interface Loaded {
  readonly language: Language;
  readonly catalogue: Catalogue;
}

/** Gives the screens their words; the language changes without a reload. */
export function WordingProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { language: wanted } = usePreferences();
  const language = chooseLanguage(wanted, navigator.languages);
  const [loaded, setLoaded] = useState<Loaded | null>(() =>
    language === 'en' ? { language, catalogue: englishFirst } : null,
  );
  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<void> => {
      const first = await loadFirstWords(language);
      // A change of the language waits for all its words: the screen it is made on has more than these.
      if (isCurrent) setLoaded((known) => known ?? { language, catalogue: first });
      await firstScreenShown;
      const catalogue = await loadCatalogue(language);
      if (isCurrent) setLoaded({ language, catalogue });
    };
    void load()
      // The chunk of a language is missing only while a fresh app is half loaded: what is there, then.
      .catch(() => setLoaded((known) => known ?? { language, catalogue: englishFirst }))
      .then(() => isCurrent && markWordsLoaded());
    return () => {
      isCurrent = false;
    };
  }, [language]);
  const wording = useMemo(
    () =>
      loaded === null
        ? null
        : wordingOf(localeOf(loaded.language, navigator.languages), loaded.catalogue),
    [loaded],
  );
  useEffect(() => {
    if (wording === null) return;
    document.documentElement.lang = wording.language;
    document.documentElement.dir = rightToLeft.test(wording.language) ? 'rtl' : 'ltr';
  }, [wording]);
  if (wording === null) return null;
  return <WordingContext value={wording}>{children}</WordingContext>;
}

/** None of them is shipped yet; the layout mirrors by logical properties as soon as one is. */
const rightToLeft = /^(ar|fa|he|ur)\b/;
