import { type ReactNode, useState } from 'react';
import Tablet from 'lucide-react/icons/tablet';
import type { StudySummary } from '../archive/archive-types.ts';
import { rejectStudy, restoreStudy } from '../archive/study-rejection.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { Button } from '../ui/button.tsx';
import { type Choice, ChoiceGroup } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { TextField } from '../ui/text-field.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { type TextOf, useFailureText, useText } from '../ui/use-text.ts';
import { onlyCopyCount } from './only-copy.ts';
import { StudyLine } from './study-line.tsx';

const reasons = ['wrongPatient', 'wrongDisc', 'practice', 'quality', 'other'] as const;
type Reason = (typeof reasons)[number];

interface DiscardDialogProps {
  readonly studies: readonly StudySummary[];
  readonly onClose: () => void;
  readonly onDiscarded: () => void;
}

/** Asks why, says what exists nowhere else, and puts the studies into the trash. */
export function DiscardDialog({ studies, onClose, onDiscarded }: DiscardDialogProps): ReactNode {
  const text = useText();
  const [reason, setReason] = useState<Reason | null>(null);
  const [ownWords, setOwnWords] = useState('');
  const [doneCount, setDoneCount] = useState<number | null>(null);
  const discard = useDiscard(studies, setDoneCount);
  const words = reasonWords(reason, ownWords, text);
  if (doneCount !== null) return <Discarding done={doneCount} total={studies.length} />;
  return (
    <Dialog
      title={text('discard.title', { count: studies.length })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{text('ui.cancel')}</Button>
          <Button
            variant="danger"
            isDisabled={words === ''}
            onPress={() => {
              setDoneCount(0);
              void discard(words).then(() => {
                onClose();
                onDiscarded();
              });
            }}
          >
            {text('discard.confirm')}
          </Button>
        </>
      }
    >
      <StudyNames studies={studies} />
      <p className="muted">{text('discard.words')}</p>
      <OnlyCopies studies={studies} />
      <ChoiceGroup
        label={text('discard.reason')}
        choices={reasonChoices(text)}
        value={reason}
        onChange={setReason}
      />
      {reason === 'other' ? (
        <TextField
          label={text('discard.otherReason')}
          value={ownWords}
          onChange={setOwnWords}
          maxLength={200}
          takesFocus
        />
      ) : null}
    </Dialog>
  );
}

function Discarding({ done, total }: { readonly done: number; readonly total: number }): ReactNode {
  const text = useText();
  const words = text('deed.discarding', { done, total });
  return (
    <Dialog isAlert title={text('discard.title', { count: total })} onClose={() => undefined}>
      <ProgressBar label={words} done={done} total={total} />
      <p role="status">{words}</p>
    </Dialog>
  );
}

/** More names than this say no more than their number does. */
const namesMax = 5;

/** Which studies these are: the person at the dialog must see that they are the wrong ones. */
function StudyNames({ studies }: { readonly studies: readonly StudySummary[] }): ReactNode {
  const text = useText();
  const restCount = studies.length - namesMax;
  return (
    <ul>
      {studies.slice(0, namesMax).map((study) => (
        <li key={study.key}>
          <StudyLine study={study} />
        </li>
      ))}
      {restCount > 0 ? <li className="muted">{text('deed.more', { count: restCount })}</li> : null}
    </ul>
  );
}

function OnlyCopies({ studies }: { readonly studies: readonly StudySummary[] }): ReactNode {
  const text = useText();
  const count = studies.reduce((sum, study) => sum + onlyCopyCount(study), 0);
  if (count === 0) return null;
  return (
    <Notice tone="only-here" icon={Tablet} title={text('discard.onlyHere', { count })}>
      {text('discard.onlyHereWords', { count })}
    </Notice>
  );
}

function reasonChoices(text: TextOf): readonly Choice<Reason>[] {
  return reasons.map((value) => ({ value, label: text(`discard.${value}`) }));
}

/** What stands in the trash and in the log: the reason as its author saw it. */
function reasonWords(reason: Reason | null, ownWords: string, text: TextOf): string {
  if (reason === null) return '';
  return reason === 'other' ? ownWords.trim() : text(`discard.${reason}`);
}

function useDiscard(
  studies: readonly StudySummary[],
  onProgress: (doneCount: number) => void,
): (reason: string) => Promise<void> {
  const archive = useArchive();
  const text = useText();
  const failureText = useFailureText();
  return async (reason) => {
    const discarded: string[] = [];
    for (const { key } of studies) {
      const rejected = await rejectStudy(archive, key, reason);
      if (rejected.ok) discarded.push(key);
      else {
        const why = failureText(rejected.failure);
        showToast(text('discard.failed', { reason: why }), { tone: 'failed' });
        break;
      }
      onProgress(discarded.length);
    }
    if (discarded.length === 0) return;
    const undo = async (): Promise<void> => {
      let restoredCount = 0;
      for (const key of discarded) {
        const restored = await restoreStudy(archive, key);
        if (restored.ok) restoredCount += 1;
        else showToast(failureText(restored.failure), { tone: 'failed' });
        if (!restored.ok) break;
      }
      if (restoredCount > 0) showToast(text('deed.restored', { count: restoredCount }));
    };
    showToast(text('discard.done', { count: discarded.length }), {
      action: { label: text('ui.undo'), run: () => void undo() },
    });
  };
}
