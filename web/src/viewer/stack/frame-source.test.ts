import { describe, expect, it } from 'vitest';
import type { InstanceSummary, SeriesSummary } from '../../archive/archive-types.ts';
import { FrameSource, type LoadOutcome, type LoadRequest } from './frame-source.ts';
import { stacksOfStudy, type FrameStack } from './frame-stack.ts';

function ctStack(count: number, from = 0): FrameStack {
  const instances = Array.from({ length: count }, (_, i): InstanceSummary => {
    const id = String(from + i);
    return {
      id,
      SOPInstanceUID: `1.2.${id}`,
      SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
      TransferSyntaxUID: '1.2.840.10008.1.2.1',
      SeriesInstanceUID: '1.2',
      InstanceNumber: null,
      NumberOfFrames: 1,
      byteLength: 10,
      sha256: '',
      isLocal: true,
      isOnServer: false,
      isVariant: false,
    };
  });
  const series: SeriesSummary = {
    SeriesInstanceUID: '1.2',
    Modality: 'CT',
    SeriesNumber: 1,
    SeriesDescription: '',
    BodyPartExamined: '',
    Laterality: '',
    thumbnailInstanceId: null,
    instances,
  };
  const [stack] = stacksOfStudy([series]);
  if (stack === undefined) throw new Error('no stack');
  return stack;
}

type Answer = LoadOutcome<string, string>;

/** A loader whose answers the test gives one by one. */
function loader(): {
  load(request: LoadRequest): Promise<Answer>;
  readonly asked: { readonly id: string; readonly isUrgent: boolean }[];
  readonly requests: Map<string, LoadRequest>;
  answer(id: string, outcome?: Answer): Promise<void>;
} {
  const waiting = new Map<string, (outcome: Answer) => void>();
  const asked: { id: string; isUrgent: boolean }[] = [];
  const requests = new Map<string, LoadRequest>();
  return {
    asked,
    requests,
    load(request) {
      const { id } = request.frame.instance;
      asked.push({ id, isUrgent: request.isUrgent });
      requests.set(id, request);
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    async answer(id, outcome = { ok: true, value: { picture: `picture ${id}`, byteLength: 10 } }) {
      waiting.get(id)?.(outcome);
      waiting.delete(id);
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

const options = { bytesMax: 1000, inFlightMax: 3, onChange: () => undefined };

describe('the frame source', () => {
  it('loads the wanted frame first and urgently, then ahead, within its limit', async () => {
    const io = loader();
    const source = new FrameSource<string, string>({ ...options, load: (r) => io.load(r) });
    const stack = ctStack(10);
    source.focus(stack, 4, 1);
    expect(io.asked).toEqual([
      { id: '4', isUrgent: true },
      { id: '5', isUrgent: false },
      { id: '6', isUrgent: false },
    ]);
    await io.answer('4');
    expect(source.stateOf(stack, 4)).toEqual({ kind: 'ready', picture: 'picture 4' });
    expect(io.asked.at(-1)).toEqual({ id: '3', isUrgent: false });
  });

  it('gives a failure to its own frame alone, and tries again when asked', async () => {
    const io = loader();
    const source = new FrameSource<string, string>({ ...options, load: (r) => io.load(r) });
    const stack = ctStack(3);
    source.focus(stack, 0, 1);
    await io.answer('0', { ok: false, failure: 'DECODE_FAILED' });
    await io.answer('1');
    expect(source.stateOf(stack, 0)).toEqual({ kind: 'failed', failure: 'DECODE_FAILED' });
    expect(source.stateOf(stack, 1)).toEqual({ kind: 'ready', picture: 'picture 1' });
    const before = io.asked.length;
    source.retry(stack, 0);
    expect(io.asked.slice(before)).toEqual([{ id: '0', isUrgent: true }]);
    await io.answer('0', { ok: false, failure: 'OFFLINE' });
    source.refresh(new Set(['1']));
    expect(source.stateOf(stack, 0).kind).toBe('failed');
    source.refresh(new Set(['0']));
    expect(source.stateOf(stack, 0).kind).toBe('loading');
  });

  it('does not fetch ahead more than fits beside the frame on the screen', async () => {
    const io = loader();
    const source = new FrameSource<string, string>({
      ...options,
      bytesMax: 45,
      load: (request) => io.load(request),
    });
    const stack = ctStack(100);
    source.focus(stack, 50, 1);
    for (let round = 0; round < 20; round += 1) {
      for (const id of io.requests.keys()) await io.answer(id);
    }
    expect(source.stateOf(stack, 50).kind).toBe('ready');
    expect(io.asked.length).toBeLessThanOrEqual(6);
  });

  it('leaves what is not on this device until it is looked at or has arrived', async () => {
    const io = loader();
    const source = new FrameSource<string, string>({ ...options, load: (r) => io.load(r) });
    const stack = ctStack(2);
    source.focus(stack, 0, 1);
    await io.answer('0');
    await io.answer('1', { ok: false, failure: null });
    expect(io.asked).toHaveLength(2);
    source.refresh(new Set());
    expect(io.asked).toHaveLength(3);
    await io.answer('1', { ok: false, failure: null });
    source.focus(stack, 1, 1);
    expect(io.asked.at(-1)).toEqual({ id: '1', isUrgent: true });
  });

  it('asks again, urgently, when a frame being fetched ahead turns out to be elsewhere', async () => {
    const io = loader();
    const source = new FrameSource<string, string>({ ...options, load: (r) => io.load(r) });
    const stack = ctStack(2);
    source.focus(stack, 0, 1);
    source.focus(stack, 1, 1);
    await io.answer('1', { ok: false, failure: null });
    expect(io.asked.at(-1)).toEqual({ id: '1', isUrgent: true });
  });

  it('stops what is under way for another stack, but not what a value waits for', async () => {
    const io = loader();
    const source = new FrameSource<string, string>({ ...options, load: (r) => io.load(r) });
    const first = ctStack(5);
    const second = ctStack(5, 100);
    source.focus(first, 0, 1);
    const value = source.load(first, 4);
    source.focus(second, 0, 1);
    expect(io.requests.get('0')?.signal.aborted).toBe(true);
    expect(io.requests.get('4')?.signal.aborted).toBe(false);
    await io.answer('4');
    expect(await value).toEqual({ kind: 'ready', picture: 'picture 4' });
  });

  it('keeps a decoded frame at its instance when another one arrives before it', async () => {
    const io = loader();
    const source = new FrameSource<string, string>({ ...options, load: (r) => io.load(r) });
    const before = ctStack(3, 10);
    source.focus(before, 0, 1);
    await io.answer('10');
    const after = ctStack(4, 9);
    source.focus(after, 1, 1);
    expect(source.stateOf(after, 1)).toEqual({ kind: 'ready', picture: 'picture 10' });
    expect(source.stateOf(after, 0)).not.toMatchObject({ kind: 'ready' });
  });
});
