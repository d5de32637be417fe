import type { ImagePoint, Mark } from '#shared/annotation/mark.ts';
import type { ArchiveFailure } from '#shared/failure/archive-failure.ts';
import type { Result } from '#shared/failure/result.ts';
import { createObservable, type Observable } from '../state/observable.ts';
import { remember, reversalOf, type MarkDeed } from './mark-undo.ts';

/** Whether what is seen of a mark lies on the disk. */
export type MarkSaving =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly failure: ArchiveFailure };

/** A mark as the viewer shows it: the archive's, with what is not yet on the disk laid over it. */
export interface VisibleMark extends Mark {
  readonly saving: MarkSaving;
}

type Written = Promise<Result<unknown, ArchiveFailure>>;

/** The archive's side of marks; each resolves once its operation is on the disk. */
export interface MarkPorts {
  save(mark: Mark): Written;
  setPoints(mark: Mark, points: readonly ImagePoint[]): Written;
  delete(mark: Mark): Written;
  undelete(mark: Mark): Written;
}

/** A change under way, or refused by the disk and kept in sight. */
interface Pending {
  readonly kind: 'create' | 'move' | 'delete';
  readonly mark: Mark;
  readonly saving: MarkSaving;
}

export interface MarkBookState {
  readonly visible: readonly VisibleMark[];
  readonly canUndo: boolean;
  /** Last thing that came onto the disk, for people who do not see the screen. */
  readonly announced: 'saved' | 'deleted' | 'undone' | 'not-saved' | null;
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
  /** Deleted by us; an undo must still know what they were. */
  readonly #deleted = new Map<string, Mark>();
  #deeds: readonly MarkDeed[] = [];
  #queue: Promise<unknown> = Promise.resolve();

  constructor(ports: MarkPorts) {
    this.#ports = ports;
    this.store = createObservable<MarkBookState>({ visible: [], canUndo: false, announced: null });
  }

  /** What the archive holds now. */
  setLive(live: readonly Mark[]): void {
    this.#live = live;
    for (const [id, pending] of this.#pending) {
      if (pending.saving.kind === 'saved') this.#pending.delete(id);
    }
    this.#publish();
  }

  create(mark: Mark): Promise<void> {
    this.#deeds = remember(this.#deeds, { kind: 'create', markId: mark.id });
    return this.#write({ kind: 'create', mark, saving: { kind: 'saving' } });
  }

  move(mark: Mark, points: readonly ImagePoint[]): Promise<void> {
    const before = mark.points;
    this.#deeds = remember(this.#deeds, { kind: 'move', markId: mark.id, before, after: points });
    return this.#writePoints(mark, points);
  }

  remove(mark: Mark): Promise<void> {
    if (this.#dropUnsaved(mark.id)) return Promise.resolve();
    this.#deeds = remember(this.#deeds, { kind: 'delete', markId: mark.id });
    return this.#write({ kind: 'delete', mark, saving: { kind: 'saving' } });
  }

  /** Tries again to write what the disk refused. */
  retry(markId: string): Promise<void> {
    const pending = this.#pending.get(markId);
    if (pending === undefined || pending.saving.kind !== 'failed') return Promise.resolve();
    return this.#write({ ...pending, saving: { kind: 'saving' } });
  }

  /** Undoes the last thing done to a mark here, by an operation of its own. */
  async undo(): Promise<void> {
    const deed = this.#deeds.at(-1);
    if (deed === undefined) return;
    this.#deeds = this.#deeds.slice(0, -1);
    // What is still being written must be there before it can be taken back.
    await this.#queue;
    const reversal = reversalOf(deed);
    const mark = this.#find(reversal.markId) ?? this.#deleted.get(reversal.markId);
    if (mark === undefined) {
      this.#publish();
      return;
    }
    if (reversal.kind === 'set-points') await this.#writePoints(mark, reversal.points);
    else if (reversal.kind === 'undelete') await this.#undelete(mark);
    else if (!this.#dropUnsaved(mark.id)) {
      await this.#write({ kind: 'delete', mark, saving: { kind: 'saving' } });
    }
    this.#publish('undone');
  }

  #writePoints(mark: Mark, points: readonly ImagePoint[]): Promise<void> {
    const unsaved = this.#pending.get(mark.id);
    const moved = { ...mark, points };
    // A mark that never reached the disk is written as it is now, once.
    if (unsaved?.kind === 'create' && unsaved.saving.kind === 'failed') {
      return this.#write({ kind: 'create', mark: moved, saving: { kind: 'saving' } });
    }
    return this.#write({ kind: 'move', mark: moved, saving: { kind: 'saving' } });
  }

  async #undelete(mark: Mark): Promise<void> {
    const written = await this.#enqueue(() => this.#ports.undelete(mark));
    if (written.ok) {
      this.#deleted.delete(mark.id);
      this.#pending.set(mark.id, { kind: 'create', mark, saving: { kind: 'saved' } });
      this.#forgetConfirmed(mark.id);
    }
    this.#publish(written.ok ? 'undone' : 'not-saved');
  }

  async #write(pending: Pending): Promise<void> {
    const { mark, kind } = pending;
    this.#pending.set(mark.id, pending);
    if (kind === 'delete') this.#deleted.set(mark.id, mark);
    this.#publish();
    const written = await this.#enqueue(() => {
      if (kind === 'create') return this.#ports.save(mark);
      return kind === 'delete'
        ? this.#ports.delete(mark)
        : this.#ports.setPoints(mark, mark.points);
    });
    // A later change of the same mark has taken this one's place.
    if (this.#pending.get(mark.id) === pending) {
      const saving: MarkSaving = written.ok
        ? { kind: 'saved' }
        : { kind: 'failed', failure: written.failure };
      this.#pending.set(mark.id, { ...pending, saving });
      if (written.ok) this.#forgetConfirmed(mark.id);
    }
    this.#publish(!written.ok ? 'not-saved' : kind === 'delete' ? 'deleted' : 'saved');
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
        : live !== undefined && isSamePoints(live.points, pending.mark.points);
    if (isConfirmed) this.#pending.delete(markId);
  }

  #dropUnsaved(markId: string): boolean {
    const pending = this.#pending.get(markId);
    if (pending?.kind !== 'create' || pending.saving.kind !== 'failed') return false;
    this.#pending.delete(markId);
    this.#deeds = this.#deeds.filter((deed) => deed.markId !== markId);
    this.#publish();
    return true;
  }

  #find(markId: string): Mark | undefined {
    return this.store.get().visible.find(({ id }) => id === markId);
  }

  #publish(announced?: MarkBookState['announced']): void {
    const visible: VisibleMark[] = [];
    const seen = new Set<string>();
    for (const mark of this.#live) {
      seen.add(mark.id);
      const pending = this.#pending.get(mark.id);
      if (pending === undefined) visible.push({ ...mark, saving: { kind: 'saved' } });
      else if (pending.kind !== 'delete') {
        visible.push({ ...mark, points: pending.mark.points, saving: pending.saving });
      } else if (pending.saving.kind === 'failed') {
        visible.push({ ...mark, saving: pending.saving });
      }
    }
    for (const [id, { kind, mark, saving }] of this.#pending) {
      if (!seen.has(id) && kind !== 'delete') visible.push({ ...mark, saving });
    }
    const canUndo = this.#deeds.length > 0;
    this.store.set({ visible, canUndo, ...(announced === undefined ? {} : { announced }) });
  }
}

function isSamePoints(a: readonly ImagePoint[], b: readonly ImagePoint[]): boolean {
  return a.length === b.length && a.every(({ x, y }, i) => b[i]?.x === x && b[i]?.y === y);
}
