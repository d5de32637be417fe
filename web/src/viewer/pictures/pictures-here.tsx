import { useEffect, type ReactNode } from 'react';
import { lazyPart } from '../../ui/lazy-part.tsx';
import { useObservable } from '../state/observable.ts';
import { picturesAsked } from './picture-request.ts';

const PictureDialog = lazyPart(async () => (await import('./picture-dialog.tsx')).PictureDialog);

function close(): void {
  picturesAsked.set({ isOpen: false });
}

/** The dialog that makes pictures of what is on the screen, where it was asked for; its code comes with it. */
export function PicturesHere(): ReactNode {
  const isOpen = useObservable(picturesAsked, (state) => state.isOpen);
  // A study that is left takes its dialog along.
  useEffect(() => close, []);
  return isOpen ? <PictureDialog onClose={close} /> : null;
}
