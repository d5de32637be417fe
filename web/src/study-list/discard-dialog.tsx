import { type ReactNode, useState } from 'react';
import Tablet from 'lucide-react/icons/tablet';
import type { StudySummary } from '../archive/archive-types.ts';
import { rejectStudy, restoreStudy } from '../archive/study-rejection.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { Button } from '../ui/button.tsx';
import { type Choice, ChoiceGroup } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { type TextOf, useFailureText, useText, useWording } from '../ui/use-text.ts';
import { onlyCopyCount } from './only-copy.ts';
import { studyWords } from './study-words.ts';

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
  const discard = useDiscard(studies);
  const words = reasonWords(reason, ownWords, text);
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
              onClose();
              onDiscarded();
              void discard(words);
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

/** Which studies these are: the person at the dialog must see that they are the wrong ones. */
function StudyNames({ studies }: { readonly studies: readonly StudySummary[] }): ReactNode {
  const wording = useWording();
  return (
    <ul>
      {studies.map((study) => {
        const words = studyWords(study, wording);
        const what = [words.person, words.description, words.date].filter((part) => part !== '');
        return (
          <li key={study.key}>
            <strong>{words.name}</strong>
            {what.map((part) => ` · ${part}`)}
          </li>
        );
      })}
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

function useDiscard(studies: readonly StudySummary[]): (reason: string) => Promise<void> {
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
    }
    if (discarded.length === 0) return;
    const undo = async (): Promise<void> => {
      for (const key of discarded) await restoreStudy(archive, key);
    };
    showToast(text('discard.done', { count: discarded.length }), {
      action: { label: text('ui.undo'), run: () => void undo() },
    });
  };
}
