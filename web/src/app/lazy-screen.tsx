import type { ComponentType, ReactNode } from 'react';
import { lazyPart } from '../ui/lazy-part.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useText } from '../ui/use-text.ts';
import { wordsLoaded } from '../ui/words-loaded.ts';
import { firstScreenShown } from './first-screen.ts';

/** A screen whose code, and whose words, come when it is first shown. */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> & { readonly preload: () => Promise<void> } {
  return lazyPart(
    async () => (await Promise.all([load(), wordsLoaded]))[0],
    () => <Waiting />,
  );
}

/**
 * A part beside the screens: its code is not fetched before the first screen has been painted, and nothing
 * stands in its place until code and words have come.
 */
export function lazyBeside<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  return lazyPart(async () => {
    await firstScreenShown;
    return (await Promise.all([load(), wordsLoaded]))[0];
  });
}

function Waiting(): ReactNode {
  const text = useText();
  return <Spinner label={text('ui.loading')} />;
}
