import type { ReactNode } from 'react';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { acknowledgeLoss } from '../archive/device.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useDevice } from '../live/use-device.ts';
import { Button } from '../ui/button.tsx';
import { formatMoment } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { useWording } from '../ui/use-text.ts';

/** The browser threw this device's store away, or put an old one in its place: said until it was read. */
export function LossNotice(): ReactNode {
  const { text, language } = useWording();
  const archive = useArchive();
  const loss = useDevice()?.loss ?? null;
  if (loss === null) return null;
  return (
    <div className="loss-notice">
      <Notice
        isLive
        tone="failed"
        icon={TriangleAlert}
        title={text(loss.kind === 'wiped' ? 'loss.wiped' : 'loss.setBack')}
        actions={
          <Button onPress={() => void acknowledgeLoss(archive)}>{text('loss.understood')}</Button>
        }
      >
        <p>{text('loss.words', { at: formatMoment(language, loss.noticedAtMs) })}</p>
      </Notice>
    </div>
  );
}
