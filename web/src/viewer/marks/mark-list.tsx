import type { ComponentType, ReactNode } from 'react';
import type { FoldedMark } from '#shared/sync/fold-marks.ts';
import { formatMoment } from '../../ui/format.ts';
import { useWording, type Wording } from '../../ui/use-text.ts';
import { measurementLines } from '../chrome/view-words.ts';
import {
  useMarkBook,
  useMarkValueChanges,
  useSession,
  useViewer,
} from '../session/viewer-context.ts';
import { findFrame, type FrameStack } from '../stack/frame-stack.ts';
import type { VisibleMark } from './mark-book.ts';
import type { MarkValues, ValuesOfMark } from './mark-values.ts';
import type { MarkLine, MarksPanelProps } from './marks-panel-props.ts';

interface MarkListProps {
  readonly panel: ComponentType<MarksPanelProps>;
  readonly onClose: () => void;
}

/** Puts the marks of the study into words for the list, and carries out what is pressed there. */
export function MarkList({ panel: Panel, onClose }: MarkListProps): ReactNode {
  const wording = useWording();
  const { model, book, values } = useSession();
  useMarkValueChanges();
  const visible = useMarkBook((state) => state.visible);
  const stacks = useViewer((state) => state.stacks);
  const selectedMarkId = useViewer((state) => state.selectedMarkId);
  const byId = (markId: string): VisibleMark | undefined => visible.find(({ id }) => id === markId);
  return (
    <Panel
      lines={visible.map((mark) => lineOf(mark, stacks, values, selectedMarkId, wording))}
      onClose={onClose}
      onRetry={(markId) => void book.retry(markId)}
      onDelete={(markId) => {
        const mark = byId(markId);
        if (mark !== undefined) void book.remove(mark);
      }}
      onShow={(markId) => {
        const mark = byId(markId);
        if (mark === undefined) return;
        const place = findFrame(stacks, mark.SOPInstanceUID, mark.frameNumber - 1);
        if (place === null) return;
        if (place.stackIndex === model.state.stackIndex) model.goTo(place.index);
        else model.openStack(place.stackIndex, place.index);
        model.store.set({ selectedMarkId: markId });
      }}
    />
  );
}

function lineOf(
  mark: VisibleMark,
  stacks: readonly FrameStack[],
  values: MarkValues,
  selectedMarkId: string | null,
  wording: Wording,
): MarkLine {
  const { text, language } = wording;
  const place = findFrame(stacks, mark.SOPInstanceUID, mark.frameNumber - 1);
  const measured = wordsOf(values.valuesOf(mark), wording);
  const isConcurrent = mark.editedConcurrently || isDeletedConcurrently(mark);
  return {
    id: mark.id,
    title: text(`mark.kind.${mark.kind}`),
    values: measured.values,
    notes: isConcurrent ? [...measured.notes, text('mark.concurrent')] : measured.notes,
    place:
      place === null
        ? text('mark.elsewhere')
        : text('mark.place', { series: place.stackIndex + 1, frame: place.index + 1 }),
    by: text('mark.byAt', {
      author: [mark.authorName, mark.authorProfession].filter((part) => part !== '').join(' · '),
      time: formatMoment(language, mark.editedAt),
    }),
    unsaved: mark.saving.kind === 'failed' ? text('mark.notSaved') : null,
    isSelected: mark.id === selectedMarkId,
    canShow: place !== null,
  };
}

function wordsOf(
  values: ValuesOfMark,
  wording: Wording,
): { readonly values: readonly string[]; readonly notes: readonly string[] } {
  const { text } = wording;
  switch (values.kind) {
    case 'known': {
      const { lines, notes } = measurementLines(values.measurement, values.picture, wording);
      return { values: lines, notes };
    }
    case 'computing':
      return { values: [text('mark.computing')], notes: [] };
    case 'unreadable':
      return { values: [], notes: [text('mark.noValues')] };
    case 'elsewhere':
      return { values: [], notes: [] };
  }
}

function isDeletedConcurrently(mark: VisibleMark): boolean {
  return (mark as Partial<FoldedMark>).deletedConcurrently === true;
}
