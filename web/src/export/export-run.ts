import type { Archive } from '../archive/archive.ts';
import { beginExport, type ExportForm, type ExportHold } from '../live/export-trace.ts';
import { canStream, chooseTarget, deliver, type DeliveryTarget } from '../ui/deliver.ts';
import type {
  ExportChoice,
  ExportPlan,
  ExportProgress,
  ExportReport,
  NotExported,
} from '../workers/export/export-api.ts';
import { type Exporter, startExporter } from '../workers/export/export-client.ts';
import { canWriteFolder, pickFolder } from './pick-folder.ts';
import { removeUnfinished } from './unfinished-folder.ts';

/** Where an export is, from the count of its files to its last word. */
export type ExportStage =
  | { readonly kind: 'planning' }
  | { readonly kind: 'planned'; readonly plan: ExportPlan }
  | { readonly kind: 'failed'; readonly code: string; readonly isLeftBehind: boolean }
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

/** What can be written as files of their own. */
export type FileForm = Exclude<ExportForm, 'pictures'>;

/** What a browser without a save picker is asked to hold in memory at once. */
const heldBytesMax = 512 * 1024 * 1024;

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
  private choices: readonly ExportChoice[] = [];
  private hold: ExportHold | null = null;
  private readonly personId: string;

  constructor(archive: Archive, personId: string, tell: (stage: ExportStage) => void) {
    this.exporter = startExporter(archive);
    this.personId = personId;
    this.tell = tell;
  }

  /** Counts what there is; again after something was fetched. */
  count(choices: readonly ExportChoice[]): Promise<void> {
    this.tell({ kind: 'planning' });
    this.choices = choices;
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
    if (!planned.ok) return this.fail(planned.failure.code);
    this.plan = planned.value;
    this.tell({ kind: 'planned', plan: planned.value });
  }

  /** Called from the tap itself: pickers open for nothing else. */
  async start(form: FileForm, name: string): Promise<void> {
    if (form === 'folder') return this.writeFolder(name);
    if (!canStream()) {
      this.begin(form);
      return this.writePart(0, name);
    }
    const answer = await chooseTarget(`${name}.zip`);
    if (answer.outcome === 'chosen') return this.writeStream(answer.target);
    // A closed picker leaves everything as it was.
    if (answer.outcome === 'failed') this.fail(answer.code);
  }

  /** The tap that a finished part has waited for. */
  async handOver(part: number, name: string): Promise<void> {
    const file = this.waiting;
    if (file === null) return;
    const delivered = await deliver([file]);
    const partCount = this.plan.parts.length;
    if (delivered.outcome === 'failed' && delivered.code === 'NO_WAY') {
      return this.fail('NO_WAY');
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

  /** Its person does not want what was made: then nothing was cut. */
  dismiss(): void {
    this.isCancelled = true;
    this.hold?.end();
  }

  /** Whoever closes the dialog has stopped or dismissed it before: what is still being written is cut. */
  close(): void {
    this.exporter.cancel();
    this.exporter.close();
    // A lock or a hand-over has cut it by then; where the screen alone has gone, there is nothing to tell.
    setTimeout(() => this.hold?.end());
  }

  private begin(form: FileForm): ExportHold {
    this.hold = beginExport({ form, personId: this.personId, requests: this.choices });
    return this.hold;
  }

  private fail(code: string, isLeftBehind = false): void {
    // The lock tells its person afterwards, under whom it closed.
    if (code !== 'LOCKED' && code !== 'CANCELLED') this.hold?.end();
    this.tell({ kind: 'failed', code, isLeftBehind });
  }

  private async writeStream(target: DeliveryTarget): Promise<void> {
    this.begin('zip');
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
      if (!isClosed) return this.fail('TARGET_FAILED');
    }
    this.settle(written);
  }

  private async writeFolder(name: string): Promise<void> {
    const picked = await pickFolder();
    if (picked.outcome === 'cancelled') return;
    if (picked.outcome === 'failed') return this.fail(picked.code);
    const { folder } = picked;
    const hold = this.begin('folder');
    const { id } = hold;
    const written = await this.exporter.writeFolder(folder, { name, id }, this.progressOf(0));
    if (written.ok) return this.settle(written);
    // Where the worker was ended or the place broke off, nobody has taken anything away yet.
    const isLeft = (await removeUnfinished(folder, id)) === 'left';
    if (!isLeft) hold.clean();
    this.fail(written.failure.code, isLeft);
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
    if (!written.ok) return this.fail(written.failure.code);
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
    this.hold?.end(true);
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
