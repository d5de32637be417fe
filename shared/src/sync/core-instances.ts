import type { SyncFailure } from '../failure/sync-failure.ts';
import { backoffMs } from './backoff.ts';
import { provesStored } from './check-receipt.ts';
import { contactFreshMs, laneFailed } from './core-connection.ts';
import {
  ask,
  changeItem,
  changeLane,
  freeUp,
  isOpen,
  type Draft,
  type Item,
  type Stage,
} from './core-state.ts';
import { bundleBytesMax, partBytesMax } from './protocol.ts';
import type {
  CheckedReceipt,
  HaveItem,
  InstanceRef,
  NotedTry,
  SyncWork,
  UploadOutcome,
} from './sync-event.ts';

/** Instances asked about, sent or proved in one go: a lost answer costs no more than these. */
export const batchCountMax = 100;
/** The server reads what it vouches for from its disk. */
const proofBytesMax = 128 * 1024 * 1024;
/** Uploads at once; one while somebody waits for a download. */
const uploadsMax = 2;
/** After so many failures an instance goes alone: it may be what the others fail with. */
const aloneAfterTries = 2;
/** Never by itself. */
export const heldUntilMs = Number.MAX_SAFE_INTEGER;

type AskReceipts = Extract<SyncWork, { kind: 'ask-receipts' }>;

export function pumpInstances(draft: Draft): void {
  pumpProof(draft);
  pumpUploads(draft);
  pumpHave(draft);
}

/** Asks the server which of the next ones it has already: what it has is never sent again ([SEND1]). */
function pumpHave(draft: Draft): void {
  if (!isOpen(draft, 'have')) return;
  const ready = bytesOf(dueItems(draft, 'to-send', batchCountMax));
  if (ready >= bundleBytesMax) return;
  const asked = dueItems(draft, 'unasked', batchCountMax);
  if (asked.length === 0) return;
  for (const { ref } of asked) changeItem(draft, ref, { isInFlight: true });
  changeLane(draft, 'have', { isBusy: true });
  ask(draft, { kind: 'have', refs: asked.map(({ ref }) => ref) });
}

export function haveAnswered(
  draft: Draft,
  items: readonly HaveItem[],
  gone: readonly string[],
): void {
  freeUp(draft, 'have');
  for (const ref of gone) forgetItem(draft, ref);
  for (const { ref, sha256, byteLength, isStored, partOffset } of items) {
    const item = draft.items.get(ref);
    if (item === undefined) continue;
    const stage: Stage = isStored && !item.isDoubted ? 'to-prove' : 'to-send';
    const byteOffset = isStored ? 0 : partOffset;
    changeItem(draft, ref, { isInFlight: false, stage, sha256, byteLength, byteOffset });
  }
}

/** Newest study first; small instances in bundles, large ones part by part: [SEND2], [SEND3]. */
function pumpUploads(draft: Draft): void {
  const { state, around } = draft;
  if (!isOpen(draft, 'upload')) return;
  // Nothing of a patient leaves without a fresh sign that it is our server that listens ([CONN3]).
  if (around.nowMs - (state.lastContactMs ?? -Infinity) > contactFreshMs) {
    if (!state.lanes.hello.isBusy && dueItems(draft, 'to-send', 1).length > 0) {
      changeLane(draft, 'hello', { isBusy: true });
      ask(draft, { kind: 'hello' });
    }
    return;
  }
  const max = state.isForegroundBusy ? 1 : uploadsMax;
  for (let running = uploadsRunning(draft); running < max; running += 1) {
    const [first, ...others] = dueItems(draft, 'to-send', batchCountMax);
    if (first === undefined) return;
    if (first.byteLength > bundleBytesMax) sendPart(draft, first);
    else sendBundle(draft, first, others);
  }
}

function sendPart(draft: Draft, { ref, sha256, byteOffset, byteLength }: Item): void {
  changeItem(draft, ref, { isInFlight: true });
  const partByteLength = Math.min(partBytesMax, byteLength - byteOffset);
  ask(draft, { kind: 'send-part', ref, sha256, byteOffset, partByteLength, byteLength });
}

function sendBundle(draft: Draft, first: Item, others: readonly Item[]): void {
  const bundle = [first];
  let byteLength = first.byteLength;
  for (const item of others) {
    if (first.tries >= aloneAfterTries) break;
    if (item.tries >= aloneAfterTries || byteLength + item.byteLength > bundleBytesMax) continue;
    bundle.push(item);
    byteLength += item.byteLength;
  }
  for (const { ref } of bundle) changeItem(draft, ref, { isInFlight: true });
  ask(draft, { kind: 'stow', items: bundle.map(({ ref, sha256 }) => ({ ref, sha256 })) });
}

/** Each instance by what was said of it; those of which nothing was said are asked about: [SEND4]. */
export function uploaded(
  draft: Draft,
  outcomes: readonly { readonly ref: string; readonly outcome: UploadOutcome }[],
): void {
  freeUp(draft, 'upload');
  const noted: NotedTry[] = [];
  for (const { ref, outcome } of outcomes) {
    switch (outcome.kind) {
      case 'claimed':
        changeItem(draft, ref, { isInFlight: false, stage: 'to-prove', isDoubted: false });
        break;
      case 'unknown':
        retryItem(draft, ref, 'SERVER_ERROR', noted);
        break;
      case 'later':
        retryItem(draft, ref, 'SERVER_FULL', noted);
        break;
      case 'refused':
        holdItem(draft, ref, 'REFUSED', noted);
        break;
      case 'damaged':
        holdItem(draft, ref, 'LOCAL_STORE', noted);
        break;
      case 'gone':
        forgetItem(draft, ref);
        break;
    }
  }
  note(draft, noted);
}

/** A part is safe on the server; the answer tells from where the next one goes ([SEND5]). */
export function partAccepted(draft: Draft, ref: string, byteOffset: number): void {
  freeUp(draft, 'upload');
  const item = draft.items.get(ref);
  if (item === undefined) return;
  const isProgress = byteOffset > item.byteOffset;
  const tries = isProgress ? 0 : item.tries;
  // All bytes are there and yet it is not stored: somebody else's upload is being finished.
  const stage: Stage = byteOffset >= item.byteLength ? 'unasked' : 'to-send';
  changeItem(draft, ref, { isInFlight: false, byteOffset, stage, tries });
}

/** What was on its way when something failed: whether it arrived is asked before it is sent again. */
export function uploadFailed(
  draft: Draft,
  refs: readonly string[],
  failure: SyncFailure,
  isItemsFault: boolean,
): void {
  const noted: NotedTry[] = [];
  for (const ref of refs) {
    if (isItemsFault) retryItem(draft, ref, failure.code, noted, failure.retryAfterMs);
    else changeItem(draft, ref, { isInFlight: false, stage: 'unasked' });
  }
  note(draft, noted);
}

/** The server's true offset is followed, wherever it lies: [SEND6]. */
export function offsetCorrected(draft: Draft, ref: string, byteOffset: number | undefined): void {
  const item = draft.items.get(ref);
  if (item === undefined) return;
  const tries = item.tries + 1;
  const nextAtMs = draft.around.nowMs + (tries > 3 ? backoffMs(tries, draft.around.random) : 0);
  const known = byteOffset !== undefined && byteOffset < item.byteLength;
  const next = known ? { byteOffset } : { stage: 'unasked' as const };
  changeItem(draft, ref, { isInFlight: false, tries, nextAtMs, ...next });
}

function pumpProof(draft: Draft): void {
  if (!isOpen(draft, 'proof')) return;
  const asked: InstanceRef[] = [];
  let byteLength = 0;
  for (const item of dueItems(draft, 'to-prove', batchCountMax)) {
    if (asked.length > 0 && byteLength + item.byteLength > proofBytesMax) break;
    byteLength += item.byteLength;
    asked.push({ ref: item.ref, sha256: item.sha256 });
    changeItem(draft, item.ref, { isInFlight: true });
  }
  if (asked.length === 0) return;
  changeLane(draft, 'proof', { isBusy: true });
  ask(draft, { kind: 'ask-receipts', items: asked });
}

/** Only what is proved is saved as proved; the rest goes back to the start, doubted: [RCPT1]. */
export function receiptsAnswered(
  draft: Draft,
  asked: AskReceipts,
  receipts: readonly CheckedReceipt[],
  missing: readonly string[],
): void {
  const { hub, feed, forgetFor } = draft.state;
  const bySha = new Map(receipts.map((checked) => [checked.receipt.sha256, checked]));
  const noted: NotedTry[] = [];
  const proven = asked.items.flatMap(({ ref, sha256 }) => {
    const item = draft.items.get(ref);
    if (item === undefined) return [];
    if (hub === null || feed === null || forgetFor !== null) {
      changeItem(draft, ref, { isInFlight: false, stage: 'unasked' });
      return [];
    }
    const checked = bySha.get(sha256);
    const { hubId, hubEpoch } = feed;
    const expected = { sha256, byteLength: item.byteLength, hubId, hubEpoch, kid: hub.kid };
    if (checked !== undefined && provesStored(checked, expected)) {
      return [{ ref, receipt: checked.receipt }];
    }
    const code = missing.includes(sha256) ? 'SERVER_ERROR' : 'RECEIPT_INVALID';
    retryItem(draft, ref, code, noted);
    changeItem(draft, ref, { isDoubted: missing.includes(sha256) });
    return [];
  });
  note(draft, noted);
  if (proven.length === 0) freeUp(draft, 'proof');
  else ask(draft, { kind: 'save-receipts', items: proven });
}

/** On the disk: from here on the instance is no longer only here. */
export function receiptsSaved(draft: Draft, refs: readonly string[]): void {
  freeUp(draft, 'proof');
  for (const ref of refs) {
    const item = draft.items.get(ref);
    if (item === undefined) continue;
    const done = draft.bytesDone.get(item.studyKey) ?? 0;
    draft.bytesDone.set(item.studyKey, done + item.byteLength);
    forgetItem(draft, ref);
  }
}

export function proofFailed(draft: Draft, refs: readonly string[], failure: SyncFailure): void {
  laneFailed(draft, 'proof', failure);
  for (const ref of refs) changeItem(draft, ref, { isInFlight: false });
}

export function haveFailed(draft: Draft, refs: readonly string[], failure: SyncFailure): void {
  laneFailed(draft, 'have', failure);
  for (const ref of refs) changeItem(draft, ref, { isInFlight: false });
}

function dueItems(draft: Draft, stage: Stage, countMax: number): Item[] {
  const due: Item[] = [];
  for (const ref of draft.state.queue) {
    const item = draft.items.get(ref);
    if (item === undefined || item.isInFlight || item.stage !== stage) continue;
    if (item.nextAtMs > draft.around.nowMs) continue;
    due.push(item);
    if (due.length >= countMax) break;
  }
  return due;
}

function bytesOf(items: readonly Item[]): number {
  return items.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function uploadsRunning(draft: Draft): number {
  let count = 0;
  for (const { kind } of draft.inFlight.values()) {
    if (kind === 'stow' || kind === 'send-part') count += 1;
  }
  return count;
}

function retryItem(
  draft: Draft,
  ref: string,
  code: SyncFailure['code'],
  noted: NotedTry[],
  retryAfterMs?: number,
): void {
  const item = draft.items.get(ref);
  if (item === undefined) return;
  const nextAtMs = draft.around.nowMs + backoffMs(item.tries, draft.around.random, retryAfterMs);
  const tries = item.tries + 1;
  const next = { isInFlight: false, stage: 'unasked', tries, nextAtMs, reason: code } as const;
  changeItem(draft, ref, next);
  noted.push({ ref, nextAtMs, code });
}

function holdItem(draft: Draft, ref: string, code: SyncFailure['code'], noted: NotedTry[]): void {
  const nextAtMs = heldUntilMs;
  changeItem(draft, ref, { isInFlight: false, stage: 'held', nextAtMs, reason: code });
  noted.push({ ref, nextAtMs, code });
}

function note(draft: Draft, tries: readonly NotedTry[]): void {
  if (tries.length > 0) ask(draft, { kind: 'note-tries', tries });
}

function forgetItem(draft: Draft, ref: string): void {
  const item = draft.items.get(ref);
  if (item === undefined) return;
  draft.items.delete(ref);
  const { state } = draft;
  state.instanceCount = Math.max(0, state.instanceCount - 1);
  state.instanceBytes = Math.max(0, state.instanceBytes - item.byteLength);
  if (state.instanceCount <= draft.items.size) return;
  // The window is empty, but for what waits for a person, and there is more in the store.
  for (const { stage } of draft.items.values()) if (stage !== 'held') return;
  state.isOutboxStale = true;
}
