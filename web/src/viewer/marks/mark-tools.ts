import {
  isMarkKind,
  markPointCounts,
  type ImagePoint,
  type Mark,
} from '#shared/annotation/mark.ts';
import type { Picture } from '../stage/picture.ts';
import { zoomOf } from '../stage/view-transform.ts';
import type { ViewerModel } from '../state/viewer-model.ts';
import { lookOf, type Draft } from '../state/viewer-state.ts';
import type { MarkBook, VisibleMark } from './mark-book.ts';
import { noPlacement, place, pointsWith, type PlacementInput } from './mark-placement.ts';

/** Anything shorter on the screen is a finger that did not mean it. CSS pixels. */
const shortestMarkPx = 4;

/** Who makes marks: name and profession go with each of them. */
export interface MarkAuthor {
  readonly name: string;
  readonly profession: string;
}

/** Places, moves and deletes marks on the frame that is on the screen. */
export class MarkTools {
  readonly #model: ViewerModel;
  readonly #book: MarkBook;
  #author: MarkAuthor = { name: '', profession: '' };

  constructor(model: ViewerModel, book: MarkBook) {
    this.#model = model;
    this.#book = book;
  }

  setAuthor(author: MarkAuthor): void {
    this.#author = author;
  }

  markById(id: string): VisibleMark | null {
    return this.#book.store.get().visible.find((mark) => mark.id === id) ?? null;
  }

  /** Marks of one frame of one instance. */
  onFrame({ record, frameIndex }: Picture): readonly VisibleMark[] {
    return this.#book.store
      .get()
      .visible.filter(
        (mark) =>
          mark.SOPInstanceUID === record.SOPInstanceUID && mark.frameNumber === frameIndex + 1,
      );
  }

  /** One step of placing a mark with the lit tool. */
  place(input: PlacementInput, picture: Picture): void {
    const { state } = this.#model;
    const kind = state.tool;
    if (!isMarkKind(kind)) return;
    const zoom = zoomOf(lookOf(state).view, picture.shape, state.size);
    const { placement, commit } = place(state.placement, input, {
      pointCount: markPointCounts[kind],
      minDistance: shortestMarkPx / zoom,
    });
    const draft: Draft | null =
      placement.kind === 'none'
        ? null
        : { kind, points: pointsWith(placement, null), markId: null };
    this.#model.store.set({ placement, draft });
    if (commit === null) return;
    const mark = this.#newMark(kind, commit, picture);
    // An arrow without words says little: they are asked for when it is there, and safe, already.
    const asksText = kind === 'arrow' ? { textOfMarkId: mark.id } : {};
    this.#model.store.set({ selectedMarkId: mark.id, ...asksText });
    void this.#book.create(mark);
  }

  /** The open end of a mark follows the mouse between two clicks. */
  hover(at: ImagePoint, _picture: Picture): void {
    const { placement, draft } = this.#model.state;
    if (placement.kind !== 'anchored' || draft === null) return;
    this.#model.store.set({ draft: { ...draft, points: pointsWith(placement, at) } });
  }

  draftMove(mark: Mark, points: readonly ImagePoint[]): void {
    this.#model.store.set({ draft: { kind: mark.kind, points, markId: mark.id } });
  }

  commitMove(mark: Mark): void {
    const { draft } = this.#model.state;
    this.#model.store.set({ draft: null });
    if (draft === null || draft.markId !== mark.id) return;
    const current = this.markById(mark.id) ?? mark;
    const isMoved = draft.points.some(({ x, y }, i) => {
      const before = current.points[i];
      return before?.x !== x || before.y !== y;
    });
    if (!isMoved) return;
    void this.#book.move(current, draft.points);
  }

  deleteSelected(): void {
    const { selectedMarkId } = this.#model.state;
    const mark = selectedMarkId === null ? null : this.markById(selectedMarkId);
    if (mark === null) return;
    this.#model.store.set({ selectedMarkId: null });
    void this.#book.remove(mark);
  }

  /** A tap of two fingers: what is half made goes, else the last thing that was done since the study was opened. */
  takeBack(): void {
    if (this.#model.state.placement.kind === 'none') void this.#book.takeBack();
    else this.#model.store.set({ placement: noPlacement, draft: null, aim: null });
  }

  /** Escape: what is half made goes, then the selection, then the tool. */
  putAway(): void {
    const { placement, draft, selectedMarkId, aim } = this.#model.state;
    if (placement.kind !== 'none' || draft !== null || aim !== null) {
      this.#model.store.set({ placement: noPlacement, draft: null, aim: null });
    } else if (selectedMarkId !== null) {
      this.#model.store.set({ selectedMarkId: null });
    } else {
      this.#model.setTool('navigate');
    }
  }

  #newMark(kind: Mark['kind'], points: readonly ImagePoint[], picture: Picture): Mark {
    const { record, frameIndex } = picture;
    const now = new Date().toISOString();
    return {
      id: crypto.randomUUID(),
      kind,
      StudyInstanceUID: record.StudyInstanceUID,
      SeriesInstanceUID: record.SeriesInstanceUID,
      SOPInstanceUID: record.SOPInstanceUID,
      frameNumber: frameIndex + 1,
      points,
      text: '',
      authorName: this.#author.name,
      authorProfession: this.#author.profession,
      createdAt: now,
      editedAt: now,
      editedConcurrently: false,
    };
  }
}
