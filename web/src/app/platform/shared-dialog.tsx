import { type ReactNode, useSyncExternalStore } from 'react';
import { filesOf, type Picked } from '../../import/picked-files.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format.ts';
import { useWording } from '../../ui/use-text.ts';
import { navigate } from '../route.ts';
import { forgetShared, readShared, subscribeShared } from './shared-files.ts';

interface SharedDialogProps {
  readonly onAdd: (picked: Picked) => void;
}

/**
 * Asks before shared files are added: any page of the web can post to the share target, and no request says
 * whether it was a person who shared.
 */
export function SharedDialog({ onAdd }: SharedDialogProps): ReactNode {
  const { text, language } = useWording();
  const shared = useSyncExternalStore(subscribeShared, readShared);
  const leave = (): void => {
    forgetShared();
    navigate('/import', { replace: true });
  };
  switch (shared.state) {
    case 'none':
    case 'asking':
      return null;
    case 'lost':
      return (
        <Dialog
          title={text('share.lostTitle')}
          onClose={leave}
          actions={
            <Button variant="primary" onPress={leave}>
              {text('share.understood')}
            </Button>
          }
        >
          <p>{text('share.lostWords')}</p>
        </Dialog>
      );
    case 'here': {
      const { files } = shared;
      const size = formatBytes(
        language,
        files.reduce((sum, file) => sum + file.size, 0),
      );
      const add = (): void => {
        leave();
        onAdd({ files: filesOf(files), unread: [] });
      };
      return (
        <Dialog
          isAlert
          title={text('share.title', { count: files.length })}
          onClose={leave}
          actions={
            <>
              <Button onPress={leave}>{text('share.refuse')}</Button>
              <Button variant="primary" onPress={add}>
                {text('share.add')}
              </Button>
            </>
          }
        >
          <p>{text('share.words', { size })}</p>
        </Dialog>
      );
    }
  }
}
