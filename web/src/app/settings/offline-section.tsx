import { type ReactNode, useSyncExternalStore } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import PlaneTakeoff from 'lucide-react/icons/plane-takeoff';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { type TextOf, useText } from '../../ui/use-text.ts';
import {
  checkOfflineReadiness,
  type OfflineReadiness,
  readOfflineReadiness,
  subscribeOfflineReadiness,
} from '../offline-readiness.ts';

export function OfflineSection(): ReactNode {
  const text = useText();
  const readiness = useSyncExternalStore(subscribeOfflineReadiness, readOfflineReadiness);
  const isReady = readiness.state === 'ready';
  const StateIcon = isReady ? PlaneTakeoff : CircleAlert;
  return (
    <Section title={text('settings.offline')}>
      <p className={`settings-state tone-${isReady ? 'on-server' : 'only-here'}`} role="status">
        <StateIcon className="icon" aria-hidden />
        {readinessText(readiness, text)}
      </p>
      <div className="settings-actions">
        <Button
          isPending={readiness.state === 'checking'}
          onPress={() => void checkOfflineReadiness({ again: true })}
        >
          {text('settings.offlineCheck')}
        </Button>
      </div>
    </Section>
  );
}

function readinessText(readiness: OfflineReadiness, text: TextOf): string {
  switch (readiness.state) {
    case 'unsupported':
      return text('settings.offlineUnsupported');
    case 'checking':
      return text('settings.offlineNotYet');
    case 'files-missing':
      return readiness.missingCount === 0
        ? text('settings.offlineNotYet')
        : text('settings.offlineMissing', { count: readiness.missingCount });
    case 'decoder-failed':
      return text('settings.offlineDecoder', { codec: readiness.codec });
    case 'ready':
      return text('settings.offlineReady', { count: readiness.fileCount });
  }
}
