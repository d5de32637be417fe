import { useState, type ReactNode } from 'react';
import Download from 'lucide-react/icons/download';
import Share2 from 'lucide-react/icons/share-2';
import { Button } from '../../ui/button.tsx';
import { canShare, deliver } from '../../ui/deliver.ts';
import { useText } from '../../ui/use-text.ts';
import { zipPictures } from '../../workers/export/picture-zip-client.ts';
import { pictureZipName } from './picture-name.ts';
import type { PictureStage } from './use-pictures.ts';

interface PictureActionsProps {
  readonly stage: PictureStage;
  /** Of the images chosen. */
  readonly count: number;
  readonly make: () => void;
  readonly stop: () => void;
  readonly onClose: () => void;
}

type Outcome = 'handed-out' | 'NEEDS_TAP' | 'NO_WAY' | 'ZIP_FAILED' | null;

/** Hands the pictures out by the browser's sheet, or as a file; what did not work is said above the buttons. */
export function PictureActions(props: PictureActionsProps): ReactNode {
  const { stage, count, make, stop, onClose } = props;
  const text = useText();
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [isPacking, setPacking] = useState(false);
  const files = stage.kind === 'ready' ? stage.made.map(({ file }) => file) : [];
  const isShareable = files.length > 0 && canShare(files);
  const hand = async (out: readonly File[], prefer: 'save' | 'share'): Promise<void> => {
    const delivered = await deliver(out, prefer);
    if (delivered.outcome === 'failed') setOutcome(delivered.code);
    else setOutcome(delivered.outcome === 'cancelled' ? null : 'handed-out');
  };
  const save = async (): Promise<void> => {
    if (files.length === 1) return hand(files, 'save');
    setPacking(true);
    const zip = await zipPictures(files, pictureZipName()).catch(() => null);
    setPacking(false);
    return zip === null ? setOutcome('ZIP_FAILED') : hand([zip], 'save');
  };
  return (
    <>
      <p className="picture-outcome" role="status">
        {outcome === null ? '' : outcomeText(outcome, files.length, text)}
      </p>
      <Button onPress={stage.kind === 'making' && count > 1 ? stop : onClose}>
        {text(outcome === 'handed-out' ? 'ui.close' : 'ui.cancel')}
      </Button>
      {stage.kind === 'idle' ? (
        <Button variant="primary" isDisabled={count === 0} onPress={make}>
          {text('picture.make', { count })}
        </Button>
      ) : (
        <Button
          icon={Download}
          variant={isShareable ? 'secondary' : 'primary'}
          isPending={isPacking}
          isDisabled={files.length === 0}
          onPress={() => void save()}
        >
          {text('picture.save', { count: Math.max(1, files.length) })}
        </Button>
      )}
      {isShareable ? (
        <Button
          icon={Share2}
          variant="primary"
          // Called from the tap itself: the sheet opens for nothing else.
          onPress={() => void hand(files, 'share')}
        >
          {text('picture.share')}
        </Button>
      ) : null}
    </>
  );
}

function outcomeText(
  outcome: NonNullable<Outcome>,
  count: number,
  text: ReturnType<typeof useText>,
): string {
  if (outcome === 'handed-out') return text('picture.saved', { count });
  if (outcome === 'ZIP_FAILED') return text('picture.zipFailed');
  return text(`deliver.${outcome}`);
}
