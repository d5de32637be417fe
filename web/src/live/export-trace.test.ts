import { beforeEach, describe, expect, it, vi } from 'vitest';
import { beginExport, forgetCutExport, isExporting, readCutExport } from './export-trace.ts';
import { forgetPersonTraces } from './hand-over.ts';

const kept = new Map<string, string>();
// The names of what is kept are its own keys, as in a browser.
const storage = new Proxy(
  {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  },
  {
    ownKeys: () => [...kept.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  },
);

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', storage);
  forgetPersonTraces('hand-over');
});

const requests = [{ studyKey: 'k1', series: ['1.2.3'] }];
const begin = (form: 'zip' | 'folder' = 'zip') => beginExport({ form, personId: 'vera', requests });
const cutOf = (personId: string) => readCutExport(personId, new AbortController().signal);

describe('an export that a lock or a hand-over ends', () => {
  it.each(['lock', 'hand-over'] as const)(
    'is told to the one who began it, and to nobody else: %s',
    async (reason) => {
      const { id } = begin();
      expect(isExporting()).toBe(true);
      forgetPersonTraces(reason);
      expect(isExporting()).toBe(false);
      expect(await cutOf('ben')).toBeNull();
      const cut = { id, form: 'zip', reason: 'taken', isLeft: false, requests };
      expect(await cutOf('vera')).toEqual(cut);
      forgetCutExport(id);
      expect(await cutOf('vera')).toBeNull();
    },
  );

  it('is told where its screen closes as well, with the same lock', async () => {
    const hold = begin();
    forgetPersonTraces('lock');
    hold.end();
    expect(await cutOf('vera')).toMatchObject({ reason: 'taken' });
  });

  it('is not told where it was whole in the last moment', async () => {
    const hold = begin();
    forgetPersonTraces('lock');
    hold.end(true);
    expect(await cutOf('vera')).toBeNull();
    expect(kept.size).toBe(0);
  });

  it('says that something is left in a folder, until it was taken away', async () => {
    const hold = begin('folder');
    forgetPersonTraces('lock');
    expect(await cutOf('vera')).toMatchObject({ form: 'folder', isLeft: true });
    hold.clean();
    expect(await cutOf('vera')).toMatchObject({ form: 'folder', isLeft: false });
  });

  it('keeps no word of a study on the disk', () => {
    begin();
    expect(JSON.stringify([...kept])).not.toMatch(/k1|1\.2\.3/);
  });
});

describe('an export that comes to its end', () => {
  it('leaves no trace', async () => {
    begin().end();
    expect(kept.size).toBe(0);
    expect(await cutOf('vera')).toBeNull();
  });

  it('is not taken for cut while it is being written', async () => {
    const hold = begin();
    expect(await cutOf('vera')).toBeNull();
    hold.end();
  });

  it('is told of as closed where a reload has cut it', async () => {
    kept.set(
      'satchel.export.ab',
      JSON.stringify({ form: 'folder', personId: 'vera', reason: 'closed', isLeft: true }),
    );
    expect(await cutOf('vera')).toEqual({
      id: 'ab',
      form: 'folder',
      reason: 'closed',
      isLeft: true,
      requests: null,
    });
  });
});
