import type { Archive } from '../archive/archive.ts';
import { canStream, chooseTarget, deliver, type DeliveryTarget } from '../ui/deliver.ts';
import type {
  ExportChoice,
  ExportPlan,
  ExportProgress,
  ExportReport,
  NotExported,
} from '../workers/export/export-api.ts';
import { type Exporter, startExporter } from '../workers/export/export-client.ts';

export type ExportForm = 'zip' | 'folder';

/** Where an export is, from the count of its files to its last word. */
export type ExportStage =
  | { readonly kind: 'planning' }
  | { readonly kind: 'planned'; readonly plan: ExportPlan }
  | { readonly kind: 'failed'; readonly code: string }
  | {
      readonly kind: 'writing';
      readonly part: number;
      readonly partCount: number;
      readonly progress: ExportProgress;
    }
  /** A part is made and waits for a tap: the browser hands nothing out without one. */
  | { readonly kind: 'ready'; readonly part: number; readonly partCount: number }
  | { readonly kind: 'done'; readonly sum: ExportSum };

export interface ExportSum {
  readonly isCancelled: boolean;
  readonly filesWritten: number;
  readonly failed: readonly NotExported[];
  readonly unlistedCount: number;
  readonly neutralisedCount: number;
  readonly isLeftBehind: boolean;
  readonly subfolder: string | null;
}

/** What a browser without a save picker is asked to hold in memory at once. */
const heldBytesMax = 512 * 1024 * 1024;

/** Not yet in the types of the browsers' library. */
interface FolderWindow {
  readonly showDirectoryPicker?: (options: {
    readonly id: string;
    readonly mode: 'readwrite';
  }) => Promise<FileSystemDirectoryHandle>;
}

/** Whether this browser can write into a folder. */
export function canWriteFolder(): boolean {
  return (globalThis as unknown as FolderWindow).showDirectoryPicker !== undefined;
}

/** One export; `tell` hears of every stage. Nothing is written before `start`. */
export class ExportRun {
  private readonly exporter: Exporter;
  private readonly tell: (stage: ExportStage) => void;
  private plan: ExportPlan = { parts: [], elsewhereCount: 0 };
  private sum: ExportSum = noFiles;
  private waiting: File | null = null;
  private isCancelled = false;
  private lastCount = 0;
  private counting: Promise<void> = Promise.resolve();

  constructor(archive: Archive, tell: (stage: ExportStage) => void) {
    this.exporter = startExporter(archive);
    this.tell = tell;
  }

  /** Counts what there is; again after something was fetched. */
  count(choices: readonly ExportChoice[]): Promise<void> {
    this.tell({ kind: 'planning' });
    this.lastCount += 1;
    const mine = this.lastCount;
    // One after another: an older count that ends later must not be what is written.
    this.counting = this.counting.then(() =>
      mine === this.lastCount ? this.plainCount(choices, mine) : undefined,
    );
    return this.counting;
  }

  private async plainCount(choices: readonly ExportChoice[], mine: number): Promise<void> {
    const max = canStream() || canWriteFolder() ? Number.MAX_SAFE_INTEGER : heldBytesMax;
    const planned = await this.exporter.plan(choices, max);
    if (mine !== this.lastCount) return;
    if (!planned.ok) return this.tell({ kind: 'failed', code: planned.failure.code });
    this.plan = planned.value;
    this.tell({ kind: 'planned', plan: planned.value });
  }

  /** Called from the tap itself: pickers open for nothing else. */
  async start(form: ExportForm, name: string): Promise<void> {
    if (form === 'folder') return this.writeFolder(name);
    if (!canStream()) return this.writePart(0, name);
    const answer = await chooseTarget(`${name}.zip`);
    if (answer.outcome === 'chosen') return this.writeStream(answer.target);
    // A closed picker leaves everything as it was.
    if (answer.outcome === 'failed') this.tell({ kind: 'failed', code: answer.code });
  }

  /** The tap that a finished part has waited for. */
  async handOver(part: number, name: string): Promise<void> {
    const file = this.waiting;
    if (file === null) return;
    const delivered = await deliver([file]);
    const partCount = this.plan.parts.length;
    if (delivered.outcome === 'failed' && delivered.code === 'NO_WAY') {
      return this.tell({ kind: 'failed', code: 'NO_WAY' });
    }
    // A closed sheet has taken nothing: it can be opened again.
    if (delivered.outcome === 'cancelled' || delivered.outcome === 'failed') {
      return this.tell({ kind: 'ready', part, partCount });
    }
    this.waiting = null;
    return part + 1 < partCount ? this.writePart(part + 1, name) : this.finish();
  }

  cancel(): void {
    this.isCancelled = true;
    this.exporter.cancel();
  }

  close(): void {
    this.cancel();
    this.exporter.close();
  }

  private async writeStream(target: DeliveryTarget): Promise<void> {
    const written = await this.exporter.writeZip(
      0,
      (bytes) => target.write(bytes),
      this.progressOf(0),
    );
    if (!written.ok || written.value.phase === 'cancelled') {
      await target.abort().catch(() => undefined);
    } else {
      const isClosed = await target.close().then(
        () => true,
        () => false,
      );
      if (!isClosed) return this.tell({ kind: 'failed', code: 'TARGET_FAILED' });
    }
    this.settle(written);
  }

  private async writeFolder(name: string): Promise<void> {
    let folder: FileSystemDirectoryHandle;
    try {
      const { showDirectoryPicker } = globalThis as unknown as FolderWindow;
      if (showDirectoryPicker === undefined) return this.tell({ kind: 'failed', code: 'NO_WAY' });
      const options = { id: 'satchel-export', mode: 'readwrite' } as const;
      folder = await showDirectoryPicker.call(globalThis, options);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      return this.tell({ kind: 'failed', code: 'TARGET_FAILED' });
    }
    this.settle(await this.exporter.writeFolder(folder, name, this.progressOf(0)));
  }

  private async writePart(part: number, name: string): Promise<void> {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const take = (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
      pieces.push(bytes);
      return Promise.resolve();
    };
    const written = await this.exporter.writeZip(part, take, this.progressOf(part));
    if (!written.ok || written.value.phase === 'cancelled') return this.settle(written);
    this.add(written.value);
    const partCount = this.plan.parts.length;
    const fileName = partCount === 1 ? `${name}.zip` : `${name}-${part + 1}-${partCount}.zip`;
    this.waiting = new File(pieces, fileName, { type: 'application/zip' });
    return this.handOver(part, name);
  }

  private progressOf(part: number): (progress: ExportProgress) => void {
    const partCount = this.plan.parts.length;
    const { fileCount, byteLength } = this.plan.parts[part] ?? { fileCount: 0, byteLength: 0 };
    const tell = (progress: ExportProgress): void =>
      this.tell({ kind: 'writing', part, partCount, progress });
    tell({ filesDone: 0, fileCount, bytesDone: 0, byteCount: byteLength });
    return tell;
  }

  private settle(written: Awaited<ReturnType<Exporter['writeZip']>>): void {
    if (!written.ok) return this.tell({ kind: 'failed', code: written.failure.code });
    this.add(written.value);
    this.finish();
  }

  private add(report: ExportReport): void {
    const { sum } = this;
    this.sum = {
      isCancelled: this.isCancelled || report.phase === 'cancelled',
      filesWritten: sum.filesWritten + report.filesWritten,
      failed: [...sum.failed, ...report.failed],
      unlistedCount: sum.unlistedCount + report.unlistedCount,
      neutralisedCount: sum.neutralisedCount + report.neutralisedCount,
      isLeftBehind: sum.isLeftBehind || report.isLeftBehind,
      subfolder: report.subfolder,
    };
  }

  private finish(): void {
    this.tell({ kind: 'done', sum: this.sum });
  }
}

const noFiles: ExportSum = {
  isCancelled: false,
  filesWritten: 0,
  failed: [],
  unlistedCount: 0,
  neutralisedCount: 0,
  isLeftBehind: false,
  subfolder: null,
};
