import { useState, type ComponentType, type ReactNode } from 'react';
import { keyImageIdOf } from '#shared/sync/key-images.ts';
import { deliver } from '../../ui/deliver.ts';
import { useWording, type Wording } from '../../ui/use-text.ts';
import { goToMark, goToPlace, stepKeyImage } from '../session/go-to-place.ts';
import type { ViewerSession } from '../session/open-session.ts';
import {
  useMarkBook,
  useMarkValueChanges,
  useSession,
  useViewer,
} from '../session/viewer-context.ts';
import { findFrame } from '../stack/frame-stack.ts';
import { pictureOf } from '../state/viewer-state.ts';
import {
  csvColumns,
  csvRowOfKeyImage,
  csvRowsOf,
  keyImageLineOf,
  markLineOf,
} from './mark-words.ts';
import { csvOf } from './marks-csv.ts';
import type { CopyAnswer, MarksPanelProps } from './marks-panel-props.ts';

interface MarkListProps {
  readonly panel: ComponentType<MarksPanelProps>;
  readonly onClose: () => void;
}

/** Puts the marks and key images of the study into words for the list, and carries out what is pressed there. */
export function MarkList({ panel: Panel, onClose }: MarkListProps): ReactNode {
  const wording = useWording();
  const session = useSession();
  const { model, book, values } = session;
  useMarkValueChanges();
  const visible = useMarkBook((state) => state.visible);
  const keyImages = useMarkBook((state) => state.keyImages);
  const lastDeed = useMarkBook((state) => state.lastDeed);
  const stacks = useViewer((state) => state.stacks);
  const selectedMarkId = useViewer((state) => state.selectedMarkId);
  const picture = useViewer(pictureOf);
  const [deleted, setDeleted] = useState<{ readonly id: string; readonly words: string }>();
  const isLast = lastDeed?.kind === 'delete' && lastDeed.markId === deleted?.id;
  const shownId =
    picture === null
      ? null
      : keyImageIdOf({ ...picture.record, frameNumber: picture.frameIndex + 1 });
  const withMark = (markId: string, run: (mark: (typeof visible)[number]) => void): void => {
    const mark = visible.find(({ id }) => id === markId);
    if (mark !== undefined) run(mark);
  };
  const withStar = (id: string, run: (star: (typeof keyImages)[number]) => void): void => {
    const star = keyImages.find((keyImage) => keyImage.id === id);
    if (star !== undefined) run(star);
  };
  return (
    <Panel
      lines={visible.map((mark) =>
        markLineOf(mark, values.valuesOf(mark), stacks, selectedMarkId, wording),
      )}
      keyImages={keyImages.map((one) => keyImageLineOf(one, stacks, shownId, wording))}
      deleted={isLast ? (deleted?.words ?? null) : null}
      onTakeBack={() => void book.undo()}
      onClose={onClose}
      onRetry={(markId) => void book.retry(markId)}
      onEditText={(markId) => model.store.set({ textOfMarkId: markId })}
      onDelete={(markId) =>
        withMark(markId, (mark) => {
          const kind = wording.text(`mark.kind.${mark.kind}`);
          setDeleted({ id: markId, words: wording.text('mark.deletedUndo', { kind }) });
          void book.remove(mark);
        })
      }
      onShow={(markId) => withMark(markId, (mark) => goToMark(model, mark))}
      onCopy={() => copyTable(session, wording)}
      onShowKeyImage={(id) =>
        withStar(id, ({ SOPInstanceUID, frameNumber }) => {
          const place = findFrame(stacks, SOPInstanceUID, frameNumber - 1);
          if (place !== null) goToPlace(model, place);
        })
      }
      onUnstar={(id) => withStar(id, (star) => void book.toggleKeyImage(star))}
      onStep={(by) => stepKeyImage(session, by)}
    />
  );
}

/** Copies the list as CSV; where the browser lets nothing be copied (a page without HTTPS) it becomes a file. */
async function copyTable(
  { model, book, values }: ViewerSession,
  wording: Wording,
): Promise<CopyAnswer> {
  const { text } = wording;
  const { visible, keyImages } = book.store.get();
  for (const mark of visible) values.valuesOf(mark);
  await values.settled();
  const { stacks } = model.state;
  const rows = [
    ...visible.flatMap((mark) => csvRowsOf(mark, values.valuesOf(mark), stacks, wording)),
    ...keyImages.map((keyImage) => csvRowOfKeyImage(keyImage, stacks, wording)),
  ];
  const titles = csvColumns.map((key) => [key, text(`mark.csv.${key}`)] as const);
  const csv = csvOf(titles, rows);
  try {
    await navigator.clipboard.writeText(csv);
    return { tone: 'done', words: text('mark.copied', { count: rows.length }) };
  } catch {
    const { outcome } = await deliver([new File([csv], 'marks.csv', { type: 'text/csv' })]);
    // Whoever closed the sheet has no file.
    const isSaved = outcome === 'saved' || outcome === 'shared';
    return isSaved
      ? { tone: 'done', words: text('mark.copySaved') }
      : { tone: 'failed', words: text('mark.copyFailed') };
  }
}
