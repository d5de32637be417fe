import { type ComponentType, createElement, type ReactNode, useEffect, useState } from 'react';
import { afterPaint } from './after-paint.ts';

/**
 * A part of the interface whose code comes when it is first shown; `waiting` stands in until then. Once
 * the code is there it is shown at once. (React's own `lazy` shows a stand-in even for code that has come
 * already, and holds back whatever follows a stand-in until 300 ms have passed.) A failed load is thrown
 * while rendering, for the error boundary; the next showing tries again.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: () => ReactNode = () => null,
): ComponentType<Props> & { readonly preload: () => Promise<void> } {
  let Loaded: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const preload = (): Promise<void> => {
    loading ??= load().then(
      (part) => void (Loaded = part),
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  function LazyPart(props: Props): ReactNode {
    const [, setState] = useState<'waiting' | 'loaded'>('waiting');
    const isWaiting = Loaded === null;
    useEffect(() => {
      if (!isWaiting) return undefined;
      let isShown = true;
      preload().then(
        () => isShown && setState('loaded'),
        (error: unknown) =>
          isShown &&
          setState(() => {
            throw error;
          }),
      );
      return () => {
        isShown = false;
      };
    }, [isWaiting]);
    return Loaded === null ? waiting() : createElement(Loaded, props);
  }
  return Object.assign(LazyPart, { preload });
}

/** A part that stands beside what was asked for: its code is not fetched before that has been painted. */
export function lazyAfterPaint<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting?: () => ReactNode,
): ComponentType<Props> {
  return lazyPart(async () => {
    await afterPaint();
    return load();
  }, waiting);
}
