import { type ReactNode, useEffect, useState } from 'react';
import FileArchive from 'lucide-react/icons/file-archive';
import Lock from 'lucide-react/icons/lock';
import { lockArchive } from '../../archive/lock-archive.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { isExportingAnywhere } from '../../live/export-trace.ts';
import { useLockState } from '../../live/use-lock-state.ts';
import type { Person } from '../../archive/archive-types.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useText } from '../../ui/use-text.ts';
import { PeoplePicker } from './people-picker.tsx';

interface PeopleDialogProps {
  readonly onClose: () => void;
  /** Has been chosen already, and has a passphrase of their own. */
  readonly chosen?: Person;
}

/** Hands the device over, or locks it. */
export function PeopleDialog({ onClose, chosen }: PeopleDialogProps): ReactNode {
  const text = useText();
  const archive = useArchive();
  const hasLock = useLockState() === 'unlocked';
  return (
    <Dialog title={text('people.title')} onClose={onClose}>
      <ExportWarning />
      <PeoplePicker onPicked={onClose} {...(chosen === undefined ? {} : { chosen })} />
      <div className="people-lock">
        <p className={hasLock ? 'muted people-keys' : 'muted'}>
          {text(hasLock ? 'people.lockWords' : 'people.noLockWords')}
        </p>
        {hasLock ? (
          <Button icon={Lock} onPress={() => lockArchive(archive)}>
            {text('people.lockNow')}
          </Button>
        ) : (
          <LinkButton href="/settings">{text('people.setLock')}</LinkButton>
        )}
      </div>
    </Dialog>
  );
}

/** Said before the next person is chosen: in any window of this device. */
function ExportWarning(): ReactNode {
  const text = useText();
  const [isExporting, setIsExporting] = useState(false);
  useEffect(() => void isExportingAnywhere().then(setIsExporting), []);
  if (!isExporting) return null;
  return (
    <Notice tone="only-here" icon={FileArchive} title={text('export.takenWarning')} isLive>
      {text('export.takenWarningWords')}
    </Notice>
  );
}
