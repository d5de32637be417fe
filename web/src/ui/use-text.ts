import { createContext, useContext } from 'react';

/**
 * Every key that a component may ask for. The entries are merged in by `app/messages`, so that words
 * live in one place, components know no language, and a misspelt key does not compile.
 */
export interface MessageCatalogue {
  /** The name of the app: the same in every language. */
  readonly 'ui.appName': string;
}
export type MessageKey = keyof MessageCatalogue;
export type MessageValues = Readonly<Record<string, string | number | Date>>;
export type TextOf = (key: MessageKey, values?: MessageValues) => string;
/** Anything with a code of DicomFailure, ArchiveFailure, SyncFailure, or of an import line. */
export type FailureTextOf = (failure: { readonly code: string }) => string;

export interface Wording {
  /** BCP 47, for `Intl` formats. */
  readonly language: string;
  readonly text: TextOf;
  readonly failureText: FailureTextOf;
}

export const WordingContext = createContext<Wording | null>(null);

export function useWording(): Wording {
  const wording = useContext(WordingContext);
  if (wording === null) throw new Error('WordingContext is not provided');
  return wording;
}

/** `text('list.count', { count: 3 })`: the ICU message of that key in the person's language. */
export function useText(): TextOf {
  return useWording().text;
}

/** A sentence for a failure value, in the person's language. */
export function useFailureText(): FailureTextOf {
  return useWording().failureText;
}
