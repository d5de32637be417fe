import type { ReactNode } from 'react';
import Share from 'lucide-react/icons/share';
import { Notice } from '../../ui/notice.tsx';
import { useText } from '../../ui/use-text.ts';

/**
 * Safari gives a home-screen app a store of its own, and clears that of a tab after a week without use:
 * on iOS one must install before the first import, or lose it.
 */
export function InstallFirst(): ReactNode {
  const text = useText();
  if (!isAppleTouchDevice() || isInstalled()) return null;
  return (
    <Notice tone="only-here" icon={Share} title={text('first.installTitle')}>
      {text('first.installWords')}
    </Notice>
  );
}

function isAppleTouchDevice(): boolean {
  // iPadOS calls itself a Mac; no Mac has a touch screen.
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}
