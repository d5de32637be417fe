import { type ReactNode, useSyncExternalStore } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format.ts';
import { useWording } from '../../ui/use-text.ts';
import { forgetRoomRefusal, readRoomRefusal, subscribeRoomRefusal } from './room-guard.ts';

/** Says that files were not added for want of room, and what makes some. */
export function RoomDialog(): ReactNode {
  const { text, language } = useWording();
  const refusal = useSyncExternalStore(subscribeRoomRefusal, readRoomRefusal);
  if (refusal === null) return null;
  return (
    <Dialog
      title={text('room.refusedTitle')}
      onClose={forgetRoomRefusal}
      actions={
        <Button variant="primary" onPress={forgetRoomRefusal}>
          {text('room.understood')}
        </Button>
      }
    >
      <p>
        {text('room.refusedWords', {
          size: formatBytes(language, refusal.wantedBytes),
          free: formatBytes(language, refusal.freeBytes),
        })}
      </p>
    </Dialog>
  );
}
