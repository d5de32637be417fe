import { useEffect, useRef, useState, type ReactNode } from 'react';
import Download from 'lucide-react/icons/download';
import Share2 from 'lucide-react/icons/share-2';
import { Button } from '../../ui/button.tsx';
import { canShare, deliver } from '../../ui/deliver.ts';
import { useText } from '../../ui/use-text.ts';
import { zipPictures } from '../../workers/export/picture-zip-client.ts';
import { currentPerson } from '../../archive/people.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { handedOut, handOutPacked, type HandedOut } from './hand-out.ts';
import { pictureZipName } from './picture-name.ts';
import type { PictureStage } from './use-pictures.ts';

interface PictureActionsProps {
  readonly stage: PictureStage;
  /** Of the images chosen. */
  readonly count: number;
  readonly make: (from?: number) => void;
  readonly stop: () => void;
  readonly onClose: () => void;
}

type Outcome = Exclude<HandedOut, 'cancelled' | 'LEFT'> | null;

/** Hands the pictures out by the browser's sheet, or as a file; what did not work is said above the buttons. */
export function PictureActions(props: PictureActionsProps): ReactNode {
  const { stage, count, make, stop, onClose } = props;
  const text = useText();
  const files = stage.kind === 'ready' ? stage.made.map(({ file }) => file) : [];
  const part = stage.kind === 'ready' && (stage.from > 0 || stage.next !== null) ? stage : null;
  const { outcome, isPacking, save, share, forget } = useHandOut(files, part?.from ?? null);
  const isShareable = files.length > 0 && canShare(files);
  const said = part === null ? '' : partText(part, count, text);
  const next = part?.next ?? null;
  return (
    <>
      <p className="picture-outcome" role="status">
        {outcome === null ? said : outcomeText(outcome, files.length, text)}
      </p>
      <Button onPress={stage.kind === 'making' && count > 1 ? stop : onClose}>
        {text(outcome === 'handed-out' && next === null ? 'ui.close' : 'ui.cancel')}
      </Button>
      {next === null ? null : (
        <Button
          // What has not gone out would be lost.
          isDisabled={outcome !== 'handed-out' && files.length > 0}
          onPress={() => {
            forget();
            make(next);
          }}
        >
          {text('picture.nextPart')}
        </Button>
      )}
      {stage.kind === 'idle' ? (
        <Button variant="primary" isDisabled={count === 0} onPress={() => make()}>
          {text('picture.make', { count })}
        </Button>
      ) : (
        <Button
          icon={Download}
          variant={isShareable ? 'secondary' : 'primary'}
          isPending={isPacking}
          isDisabled={files.length === 0}
          onPress={save}
        >
          {text('picture.save', { count: Math.max(1, files.length) })}
        </Button>
      )}
      {isShareable ? (
        // Called from the tap itself: the sheet opens for nothing else.
        <Button icon={Share2} variant="primary" onPress={share}>
          {text('picture.share')}
        </Button>
      ) : null}
    </>
  );
}

/** The ways out, and what became of the last one taken; `from` (0-based) where the files are a part of many. */
function useHandOut(files: readonly File[], from: number | null) {
  const archive = useArchive();
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [isPacking, setPacking] = useState(false);
  const here = useRef(new AbortController());
  useEffect(() => {
    const now = (here.current = new AbortController());
    return () => now.abort();
  }, []);
  const tell = (became: HandedOut): void => {
    setOutcome(became === 'cancelled' || became === 'LEFT' ? null : became);
  };
  const hand = async (prefer: 'save' | 'share'): Promise<void> =>
    tell(handedOut(await deliver(files, prefer)));
  const pack = async (): Promise<void> => {
    setPacking(true);
    const name = pictureZipName(new Date(), from === null ? null : from + 1);
    const became = await handOutPacked(files, here.current.signal, {
      zip: (packed) => zipPictures(packed, name),
      deliver: (out) => deliver(out, 'save'),
      async personId() {
        const person = await currentPerson(archive);
        return person.ok ? (person.value?.id ?? 'nobody') : null;
      },
    });
    setPacking(false);
    tell(became);
  };
  return {
    outcome,
    isPacking,
    save: (): void => void (files.length === 1 ? hand('save') : pack()),
    share: (): void => void hand('share'),
    forget: (): void => setOutcome(null),
  };
}

/** Which of all the pictures these are, and what to do to get the others. */
function partText(
  { from, next }: { readonly from: number; readonly next: number | null },
  total: number,
  text: ReturnType<typeof useText>,
): string {
  const range = text('picture.part', { from: from + 1, to: next ?? total, total });
  return next === null ? range : `${range} ${text('picture.partWords')}`;
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
