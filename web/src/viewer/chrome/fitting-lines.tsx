import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../ui/use-text.ts';

/** As many lines as there is room for; how many more there are stands below them, never in their place. */
export function FittingLines({ children }: { readonly children: ReactNode }): ReactNode {
  const text = useText();
  const lines = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState(0);
  useEffect(() => {
    const box = lines.current;
    if (box === null) return undefined;
    const count = (): void => setHidden(hiddenOf(box));
    const sizes = new ResizeObserver(count);
    const changes = new MutationObserver(count);
    sizes.observe(box);
    changes.observe(box, { childList: true });
    return () => {
      sizes.disconnect();
      changes.disconnect();
    };
  }, []);
  return (
    <>
      <div ref={lines} className="corner-lines">
        {children}
      </div>
      <div className="corner-more">
        {hidden === 0 ? null : <span>{text('viewer.linesMore', { n: hidden })}</span>}
      </div>
    </>
  );
}

function hiddenOf(box: HTMLElement): number {
  const end = box.getBoundingClientRect().bottom + 1;
  return [...box.children].filter((line) => line.getBoundingClientRect().bottom > end).length;
}
