import './install.css';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import MonitorDown from 'lucide-react/icons/monitor-down';
import { useStudies } from '../../live/use-studies.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useText } from '../../ui/use-text.ts';
import { isAppleTouch } from '../../live/hidden-pages.ts';
import {
  countVisit,
  dismissInstall,
  isInstallDismissed,
  isInstalled,
  mayOfferInstall,
} from './install-facts.ts';
import { askToInstall, hasInstallPrompt, subscribeInstallPrompt } from './install-prompt.ts';
import { InstallSteps } from './install-steps.tsx';

/** Above the list, once Satchel has been of use; put away it does not come back. */
export function InstallCard(): ReactNode {
  const text = useText();
  const canPrompt = useSyncExternalStore(subscribeInstallPrompt, hasInstallPrompt);
  const ownStudyCount = useStudies().filter(({ isSample }) => !isSample).length;
  const [visitCount] = useState(countVisit);
  const [isDismissed, setIsDismissed] = useState(isInstallDismissed);
  const [isShowingSteps, setIsShowingSteps] = useState(false);
  const isApple = isAppleTouch(navigator);
  const way = canPrompt ? 'prompt' : isApple ? 'by-hand' : 'none';
  const facts = {
    isInstalled: isInstalled(),
    way,
    isDismissed,
    ownStudyCount,
    visitCount,
  } as const;
  if (!mayOfferInstall(facts)) return null;
  const dismiss = (): void => {
    dismissInstall();
    setIsDismissed(true);
  };
  return (
    <div className="install-card">
      <Notice
        tone="neutral"
        icon={MonitorDown}
        title={text('install.title')}
        actions={
          <>
            {way === 'prompt' ? (
              <Button variant="primary" onPress={() => void askToInstall()}>
                {text('install.now')}
              </Button>
            ) : (
              <Button variant="primary" onPress={() => setIsShowingSteps(true)}>
                {text('install.how')}
              </Button>
            )}
            <Button variant="quiet" onPress={dismiss}>
              {text('install.dismiss')}
            </Button>
          </>
        }
      >
        {text(way === 'prompt' ? 'install.words' : 'install.wordsApple')}
      </Notice>
      {isShowingSteps ? <InstallSteps onClose={() => setIsShowingSteps(false)} /> : null}
    </div>
  );
}
