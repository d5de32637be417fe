import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { WordingContext } from '../ui/use-text.ts';
import { english } from './messages/english.ts';
import {
  type Catalogue,
  chooseLanguage,
  type Language,
  loadCatalogue,
  wordingOf,
} from './messages/wording.ts';
import { usePreferences } from './preferences.ts';

interface Loaded {
  readonly language: Language;
  readonly catalogue: Catalogue;
}

/** Gives the screens their words; the language changes without a reload. */
export function WordingProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { language: wanted } = usePreferences();
  const language = chooseLanguage(wanted, navigator.languages);
  const [loaded, setLoaded] = useState<Loaded | null>(() =>
    language === 'en' ? { language, catalogue: english } : null,
  );
  useEffect(() => {
    let isCurrent = true;
    void loadCatalogue(language)
      // The chunk of a language is missing only while a fresh app is half loaded: English then.
      .catch(() => english)
      .then((catalogue) => {
        if (isCurrent) setLoaded({ language, catalogue });
      });
    return () => {
      isCurrent = false;
    };
  }, [language]);
  const wording = useMemo(
    () => (loaded === null ? null : wordingOf(loaded.language, loaded.catalogue)),
    [loaded],
  );
  useEffect(() => {
    if (wording === null) return;
    document.documentElement.lang = wording.language;
    document.documentElement.dir = rightToLeft.test(wording.language) ? 'rtl' : 'ltr';
  }, [wording]);
  if (wording === null) return null;
  return (
    <I18nProvider locale={wording.language}>
      <WordingContext value={wording}>{children}</WordingContext>
    </I18nProvider>
  );
}

/** None of them is shipped yet; the layout mirrors by logical properties as soon as one is. */
const rightToLeft = /^(ar|fa|he|ur)\b/;
