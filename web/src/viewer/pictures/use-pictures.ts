import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { beginExport, type ExportHold } from '../../live/export-trace.ts';
import { useStudyPatient } from '../../live/use-patients.ts';
import { useCurrentPerson } from '../../live/use-person-setting.ts';
import { useWording } from '../../ui/use-text.ts';
import { useSession } from '../session/viewer-context.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { PicturesMade } from './make-part.ts';
import { makePictures, type PictureFormat } from './make-pictures.ts';
import type { PicturePlace } from './picture-places.ts';

/** What a person has chosen of how pictures look. */
export interface PictureChoice {
  readonly format: PictureFormat;
  readonly withMarks: boolean;
  readonly withPatient: boolean;
}

export type PictureStage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'making'; readonly done: number }
  | ({ readonly kind: 'ready' } & PicturesMade);

/** So many are made without being asked: they are there before a finger has reached the button. */
const madeUnaskedMax = 12;

/**
 * Makes the pictures of these places anew whenever a choice changes, as sharing must begin in the tap itself and
 * finds them ready then; many only when asked.
 */
export function usePictures(
  stacks: readonly FrameStack[],
  places: readonly PicturePlace[],
  choice: PictureChoice,
) {
  const session = useSession();
  const words = useWording();
  const patient = useStudyPatient(session.study.studyKey);
  const { format, withMarks, withPatient } = choice;
  const wanted = useMemo(() => {
    const who = patient ?? ('as filed' as const);
    return { places, settings: { format, withMarks, patient: withPatient ? who : null } };
  }, [places, format, withMarks, withPatient, patient]);
  const [last, setLast] = useState<{ readonly of: object; readonly stage: PictureStage }>();
  const running = useRef<AbortController | null>(null);
  const [beginHold, endHold] = useHold();
  const isUnasked = places.length <= madeUnaskedMax;
  // What was made for another choice is none of these pictures, not for a moment.
  const stage: PictureStage =
    last?.of === wanted ? last.stage : isUnasked ? { kind: 'making', done: 0 } : { kind: 'idle' };

  const make = useCallback(
    async (from = 0): Promise<void> => {
      running.current?.abort();
      const { signal } = (running.current = new AbortController());
      const tell = (next: PictureStage): void => {
        if (!signal.aborted) setLast({ of: wanted, stage: next });
      };
      const onDone = (done: number): void => tell({ kind: 'making', done });
      const ports = { session, words, stacks };
      const pictures = await makePictures(wanted.places, wanted.settings, ports, {
        from,
        signal,
        onDone,
      });
      tell({ kind: 'ready', ...pictures });
      if (!signal.aborted) endHold();
    },
    [endHold, wanted, session, words, stacks],
  );
  useEffect(() => {
    if (isUnasked) void make();
    return () => {
      running.current?.abort();
      // At a lock or a hand-over it is cut by then; who has left these pictures themselves need not be told.
      setTimeout(endHold);
    };
  }, [make, isUnasked, endHold]);
  return {
    stage,
    /** From a place of those chosen on, 0-based. */
    make(from = 0): void {
      setLast({ of: wanted, stage: { kind: 'making', done: from } });
      beginHold();
      void make(from);
    },
    stop(): void {
      endHold();
      running.current?.abort();
      setLast({ of: wanted, stage: { kind: 'idle' } });
    },
  };
}

/** While many pictures are being made, the lock asks before it ends that, and tells of it afterwards. */
function useHold() {
  const personId = useCurrentPerson()?.id ?? null;
  const hold = useRef<ExportHold | null>(null);
  const end = useCallback((): void => {
    hold.current?.end();
    hold.current = null;
  }, []);
  const begin = (): void => {
    end();
    if (personId !== null)
      hold.current = beginExport({ form: 'pictures', personId, requests: null });
  };
  return [begin, end] as const;
}
