import { type ReactNode, useEffect, useRef } from 'react';
import type { Picked } from '../../import/picked-files.ts';
import { navigate, parseRoute } from '../route.ts';
import { takeLaunches } from './launches.ts';
import { RoomDialog } from './room-dialog.tsx';
import { SharedDialog } from './shared-dialog.tsx';
import { useBadge } from './use-badge.ts';
import { useKeepAwake } from './use-keep-awake.ts';
import { useUpdateWord } from './use-update-word.ts';

interface PlatformProps {
  readonly onFiles: (picked: Picked) => void;
}

/** What ties the open app to the system it runs on; draws nothing but what it has to ask. */
export function Platform({ onFiles }: PlatformProps): ReactNode {
  const add = useRef(onFiles);
  useEffect(() => {
    add.current = onFiles;
  }, [onFiles]);
  useEffect(() => {
    takeLaunches(globalThis, {
      onFiles: (picked) => add.current(picked),
      onAddress: openAddress,
    });
  }, []);
  useBadge();
  useKeepAwake();
  useUpdateWord();
  return (
    <>
      <SharedDialog onAdd={onFiles} />
      <RoomDialog />
    </>
  );
}

function openAddress(path: string): void {
  if (path === '') return;
  const [pathname = '', search = ''] = path.split(/(?=\?)/, 2);
  if (parseRoute(pathname, search).screen !== 'not-found') navigate(path);
}
