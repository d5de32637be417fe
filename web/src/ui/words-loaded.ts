let markLoaded: () => void = () => undefined;

/** Resolves when every word is there: screens other than the first wait for it with their own code. */
export const wordsLoaded = new Promise<void>((resolve) => {
  markLoaded = resolve;
});

export function markWordsLoaded(): void {
  markLoaded();
}
