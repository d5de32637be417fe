import type { ImagePoint, Mark } from '#shared/annotation/mark.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import { keyImageIdOf, type FrameRef, type KeyImage } from '#shared/sync/key-images.ts';
import type { Reversing } from '#shared/sync/mark-op.ts';
import type { Op } from '#shared/sync/op.ts';
import type { Deed } from '#shared/sync/own-deeds.ts';
import type { MarkPorts, Written } from './mark-ports.ts';
import { isSameValue } from './same-value.ts';
import { WayBack, type Way } from './way-back.ts';
import { createObservable, type Observable } from '../state/observable.ts';

/** Whether what is seen of a mark lies on the disk. */
export type MarkSaving =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly failure: ArchiveFailure };

/** A mark as the viewer shows it: the archive's, with what is not yet on the disk laid over it. */
export interface VisibleMark extends Mark {
  readonly saving: MarkSaving;
}

/** A change under way, or refused by the disk and kept in sight. */
interface Pending {
  readonly kind: 'create' | 'move' | 'text' | 'delete';
  readonly mark: Mark;
  /** What of it is not on the disk: of changes before this one too, where the disk refused them. */
  readonly fields: ReadonlySet<'points' | 'text'>;
  readonly reversing: Reversing;
  readonly saving: MarkSaving;
}

type Announced =
  | 'saved'
  | 'deleted'
  | 'undone'
  /** By a gesture, which may not have been meant. */
  | 'taken-back'
  | 'redone'
  | 'not-saved'
  /** Somebody changed it since: taking back one's own change would take theirs too. */
  | 'changed-since'
  | 'starred'
  | 'unstarred';

export interface MarkBookState {
  readonly visible: readonly VisibleMark[];
  readonly keyImages: readonly KeyImage[];
  /** What an undo would take back. */
  readonly lastDeed: Deed | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Last thing that came onto the disk, for people who do not see the screen. */
  readonly announced: Announced | null;
  /** Grows with each: the same may be said twice. */
  readonly announcedCount: number;
}

/**
 * The marks of an open study between a finger's release and the disk. A mark counts as saved only when
 * its promise has resolved; one that could not be written stays in sight and says so.
 */
export class MarkBook {
  readonly store: Observable<MarkBookState>;
  readonly #ports: MarkPorts;
  #live: readonly Mark[] = [];
  readonly #pending = new Map<string, Pending>();
  /** Not on the disk yet. */
  readonly #unborn = new Set<string>();
  /** Deleted by us; an undo must still know what they were. */
  readonly #deleted = new Map<string, Mark>();
  #keyImages: readonly KeyImage[] = [];
  readonly #wayBack = new WayBack();
  /** Study of every mark that operations tell of: deleted ones can be brought back too. */
  readonly #studies = new Map<string, string>();
  #queue: Promise<unknown> = Promise.resolve();
  #toggled: Promise<void> = Promise.resolve();

  constructor(ports: MarkPorts) {
    this.#ports = ports;
    this.store = createObservable<MarkBookState>({
      visible: [],
      keyImages: [],
      lastDeed: null,
      canUndo: false,
      canRedo: false,
      announced: null,
      announcedCount: 0,
    });
  }

  /** What the archive holds now. */
  setLive(live: readonly Mark[], keyImages: readonly KeyImage[]): void {
    this.#live = live;
    this.#keyImages = keyImages;
    for (const [id, pending] of this.#pending) {
      if (pending.saving.kind === 'saved') this.#pending.delete(id);
    }
    this.#publish();
  }

  /** Takes up the way back of a person where it was left, once; the next person has another one. */
  takeUp(ops: readonly Op[], deviceId: string, userId: string): void {
    if (!this.#wayBack.takeUp(ops, deviceId, userId)) return;
    for (const { target } of ops) {
      if (target.type === 'mark') this.#studies.set(target.id, target.StudyInstanceUID);
    }
    this.#publish();
  }

  async create(mark: Mark): Promise<void> {
    this.#wayBack.did({ kind: 'create', markId: mark.id, points: mark.points, text: mark.text });
    await this.#write('create', mark);
  }

  async move(mark: Mark, points: readonly ImagePoint[]): Promise<void> {
    const before = mark.points;
    const deed = { kind: 'move', markId: mark.id, before, after: points } as const;
    this.#wayBack.did(deed);
    await this.#write('move', { ...mark, points });
  }

  async setText(mark: Mark, text: string): Promise<void> {
    if (text === mark.text) return;
    const deed = { kind: 'text', markId: mark.id, before: mark.text, after: text } as const;
    this.#wayBack.did(deed);
    await this.#write('text', { ...mark, text });
  }

  async remove(mark: Mark): Promise<void> {
    if (this.#dropUnsaved(mark.id)) return;
    this.#wayBack.did({ kind: 'delete', markId: mark.id, points: mark.points, text: mark.text });
    await this.#write('delete', mark);
  }

  isKeyImage(frame: Omit<FrameRef, 'StudyInstanceUID'>): boolean {
    const id = keyImageIdOf(frame);
    return this.#keyImages.some((keyImage) => keyImage.id === id);
  }

  /** Stars a frame, or takes its star away. */
  toggleKeyImage(frame: FrameRef): Promise<void> {
    // Two quick presses are a star and its taking away: the second must see what the first did.
    this.#toggled = this.#toggled.then(async () => {
      const isKey = !this.isKeyImage(frame);
      if (!(await this.#writeStar(frame, isKey, null))) return this.#publish('not-saved');
      this.#wayBack.did({ kind: isKey ? 'star' : 'unstar', frame });
      this.#publish(isKey ? 'starred' : 'unstarred');
    });
    return this.#toggled;
  }

  /** Tries again to write what the disk refused. */
  async retry(markId: string): Promise<void> {
    const pending = this.#pending.get(markId);
    if (pending === undefined || pending.saving.kind !== 'failed') return;
    // Its mark was written, its words were not: it must not be made a second time.
    const isBorn = pending.kind === 'create' && !this.#unborn.has(markId);
    await this.#write(isBorn ? 'text' : pending.kind, pending.mark, pending.reversing);
  }

  /** Takes back the last thing done here, by an operation of its own. */
  undo(): Promise<void> {
    return this.#go('undo');
  }

  /**
   * The same by a gesture: two fingers that only hold the tablet make it too, so it reaches nothing that was done
   * before this opening of the study, and what it took back is said in sight.
   */
  async takeBack(): Promise<void> {
    if (!this.#wayBack.isLastRecent) return;
    await this.undo();
    if (this.store.get().announced === 'undone') this.#publish('taken-back');
  }

  /** Does again what was taken back last. */
  redo(): Promise<void> {
    return this.#go('redo');
  }

  async #go(way: Way): Promise<void> {
    const step = this.#wayBack.take(way);
    if (step === null) return;
    // What is still being written must be there before it can be taken back.
    await this.#queue;
    const outcome = await this.#carryOut(step.deed, way);
    if (outcome === 'changed-since') this.#wayBack.drop(step);
    if (outcome === 'not-saved') this.#wayBack.putBack(step);
    // A mark that the disk refused stays in sight and has said so; it can be written from there.
    if (outcome === 'in-sight') return;
    this.#publish(outcome === 'done' ? (way === 'undo' ? 'undone' : 'redone') : outcome);
  }

  async #carryOut(
    deed: Deed,
    way: Way,
  ): Promise<'done' | 'changed-since' | 'not-saved' | 'in-sight'> {
    const isUndo = way === 'undo';
    if ('frame' in deed) {
      const isKey = (deed.kind === 'star') !== isUndo;
      return (await this.#writeStar(deed.frame, isKey, way)) ? 'done' : 'not-saved';
    }
    const { markId } = deed;
    const mark = this.#find(markId);
    if (deed.kind === 'move' || deed.kind === 'text') {
      const [from, to] = isUndo ? [deed.after, deed.before] : [deed.before, deed.after];
      if (mark === undefined) return 'changed-since';
      if (!isSameValue(deed.kind === 'move' ? mark.points : mark.text, from))
        return 'changed-since';
      const changed = typeof to === 'string' ? { ...mark, text: to } : { ...mark, points: to };
      return (await this.#write(deed.kind, changed, way)) ? 'done' : 'in-sight';
    }
    if ((deed.kind === 'create') !== isUndo) {
      return this.#undelete(mark ?? this.#deleted.get(markId) ?? null, markId, way);
    }
    if (this.#dropUnsaved(markId)) return 'done';
    // Taking it away would take with it what somebody has made of it since.
    const isAsLeft =
      mark !== undefined && isSameValue(mark.points, deed.points) && mark.text === deed.text;
    if (!isAsLeft) return 'changed-since';
    return (await this.#write('delete', mark, way)) ? 'done' : 'in-sight';
  }

  async #undelete(
    mark: Mark | null,
    markId: string,
    way: Way,
  ): Promise<'done' | 'changed-since' | 'not-saved'> {
    const StudyInstanceUID = mark?.StudyInstanceUID ?? this.#studies.get(markId) ?? null;
    if (StudyInstanceUID === null) return 'changed-since';
    const written = await this.#enqueue(() =>
      this.#ports.undelete(mark ?? { id: markId, StudyInstanceUID }, way),
    );
    if (written.ok && mark !== null) {
      this.#deleted.delete(mark.id);
      this.#pending.set(mark.id, {
        kind: 'create',
        mark,
        fields: new Set(),
        reversing: null,
        saving: { kind: 'saved' },
      });
      this.#forgetConfirmed(mark.id);
    }
    return written.ok ? 'done' : 'not-saved';
  }

  async #writeStar(frame: FrameRef, isKey: boolean, reversing: Reversing): Promise<boolean> {
    const written = await this.#enqueue(() => this.#ports.setKeyImage(frame, isKey, reversing));
    if (!written.ok) return false;
    // Until the archive tells of it, so that a second press knows what the first one did.
    const id = keyImageIdOf(frame);
    const others = this.#keyImages.filter((keyImage) => keyImage.id !== id);
    const starredAt = new Date().toISOString();
    const star = { ...frame, id, authorName: '', authorProfession: '', starredAt };
    this.#keyImages = isKey ? [...others, star] : others;
    this.#publish();
    return true;
  }

  async #write(kind: Pending['kind'], mark: Mark, reversing: Reversing = null): Promise<boolean> {
    const before = this.#pending.get(mark.id);
    const unsaved = before === undefined || before.saving.kind === 'saved' ? [] : before.fields;
    const fields = new Set([...fieldsOf[kind], ...(kind === 'delete' ? [] : unsaved)]);
    const pending: Pending = { kind, mark, fields, reversing, saving: { kind: 'saving' } };
    this.#pending.set(mark.id, pending);
    if (kind === 'delete') this.#deleted.set(mark.id, mark);
    this.#publish();
    if (kind === 'create') this.#unborn.add(mark.id);
    const written = await this.#enqueue(() => this.#carry(pending));
    // A later change of the same mark has taken this one's place.
    if (this.#pending.get(mark.id) === pending) {
      const saving: MarkSaving = written.ok
        ? { kind: 'saved' }
        : { kind: 'failed', failure: written.failure };
      this.#pending.set(mark.id, { ...pending, saving });
      if (written.ok) this.#forgetConfirmed(mark.id);
    }
    this.#publish(!written.ok ? 'not-saved' : kind === 'delete' ? 'deleted' : 'saved');
    return written.ok;
  }

  async #carry({ kind, mark, fields, reversing }: Pending): Written {
    // A mark that never reached the disk is written as it is now, once; its text is a field of its own.
    if (kind !== 'delete' && this.#unborn.has(mark.id)) {
      const saved = await this.#ports.save(mark);
      if (!saved.ok) return saved;
      this.#unborn.delete(mark.id);
      return mark.text === '' ? saved : this.#ports.setText(mark, mark.text, null);
    }
    if (kind === 'delete') return this.#ports.delete(mark, reversing);
    if (kind !== 'text' || fields.has('points')) {
      const moved = await this.#ports.setPoints(mark, mark.points);
      if (!moved.ok || !fields.has('text')) return moved;
    }
    return this.#ports.setText(mark, mark.text, kind === 'text' ? reversing : null);
  }

  /** One operation after another: their order is the order of the fingers. */
  #enqueue(write: () => Written): Written {
    const done = this.#queue.then(write);
    this.#queue = done;
    return done;
  }

  /** The archive may tell of a change before the promise of its writing resolves. */
  #forgetConfirmed(markId: string): void {
    const pending = this.#pending.get(markId);
    if (pending === undefined) return;
    const live = this.#live.find(({ id }) => id === markId);
    const isConfirmed =
      pending.kind === 'delete'
        ? live === undefined
        : live !== undefined &&
          isSameValue(live.points, pending.mark.points) &&
          live.text === pending.mark.text;
    if (isConfirmed) this.#pending.delete(markId);
  }

  #dropUnsaved(markId: string): boolean {
    const pending = this.#pending.get(markId);
    if (!this.#unborn.has(markId) || pending?.saving.kind !== 'failed') return false;
    this.#unborn.delete(markId);
    this.#pending.delete(markId);
    this.#wayBack.forgetMark(markId);
    this.#publish();
    return true;
  }

  #find(markId: string): Mark | undefined {
    return this.store.get().visible.find(({ id }) => id === markId);
  }

  #publish(announced?: Announced): void {
    const visible: VisibleMark[] = [];
    const seen = new Set<string>();
    for (const mark of this.#live) {
      seen.add(mark.id);
      const pending = this.#pending.get(mark.id);
      if (pending === undefined) visible.push({ ...mark, saving: { kind: 'saved' } });
      else if (pending.kind !== 'delete') {
        const { points, text } = pending.mark;
        visible.push({ ...mark, points, text, saving: pending.saving });
      } else if (pending.saving.kind === 'failed') {
        visible.push({ ...mark, saving: pending.saving });
      }
    }
    for (const [id, { kind, mark, saving }] of this.#pending) {
      if (!seen.has(id) && kind !== 'delete') visible.push({ ...mark, saving });
    }
    const keyImages = this.#keyImages;
    const { last: lastDeed, canRedo } = this.#wayBack;
    const { announcedCount } = this.store.get();
    this.store.set({
      visible,
      keyImages,
      lastDeed,
      canUndo: lastDeed !== null,
      canRedo,
      ...(announced === undefined ? {} : { announced, announcedCount: announcedCount + 1 }),
    });
  }
}

const fieldsOf = {
  create: [],
  move: ['points'],
  text: ['text'],
  delete: [],
} as const satisfies Record<Pending['kind'], readonly ('points' | 'text')[]>;
