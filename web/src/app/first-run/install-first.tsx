import { type ReactNode, useState } from 'react';
import Share from 'lucide-react/icons/share';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useText } from '../../ui/use-text.ts';
import { isAppleTouch } from '../../live/hidden-pages.ts';
import { isInstalled } from '../platform/install-facts.ts';
import { InstallSteps } from '../platform/install-steps.tsx';

/**
 * Safari gives a home-screen app a store of its own, and clears that of a tab after a week without use:
 * on iOS one must install before the first import, or lose it.
 */
export function InstallFirst(): ReactNode {
  const text = useText();
  const [isShowingSteps, setIsShowingSteps] = useState(false);
  if (!isAppleTouch(navigator) || isInstalled()) return null;
  return (
    <>
      <Notice
        tone="only-here"
        icon={Share}
        title={text('first.installTitle')}
        actions={<Button onPress={() => setIsShowingSteps(true)}>{text('install.how')}</Button>}
      >
        {text('first.installWords')}
      </Notice>
      {isShowingSteps ? <InstallSteps onClose={() => setIsShowingSteps(false)} /> : null}
    </>
  );
}
