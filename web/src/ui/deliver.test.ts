import { describe, expect, it } from 'vitest';
import { canStream, chooseTarget, deliver, type DeliveryDoor } from './deliver.ts';

const file = new File(['bytes'], 'picture.png', { type: 'image/png' });

function doorWith(change: Partial<DeliveryDoor> = {}) {
  const downloaded: string[] = [];
  const shared: string[] = [];
  const door: DeliveryDoor = {
    isIosApp: false,
    canShare: () => true,
    async share(files) {
      shared.push(...files.map(({ name }) => name));
    },
    download: ({ name }) => void downloaded.push(name),
    ...change,
  };
  return { door, downloaded, shared };
}

const refusing = (name: string) => () => Promise.reject(new DOMException('no', name));

describe('deliver', () => {
  it('downloads where nothing else was asked for', async () => {
    const { door, downloaded, shared } = doorWith();
    expect(await deliver([file], 'save', door)).toEqual({ outcome: 'saved' });
    expect({ downloaded, shared }).toEqual({ downloaded: ['picture.png'], shared: [] });
  });

  it('never downloads in a home-screen app of iOS, where that leads nowhere', async () => {
    const { door, downloaded, shared } = doorWith({ isIosApp: true });
    expect(await deliver([file], 'save', door)).toEqual({ outcome: 'shared' });
    expect(shared).toEqual(['picture.png']);
    const without = doorWith({ isIosApp: true, canShare: () => false });
    const refused = { outcome: 'failed', code: 'NO_WAY' };
    expect(await deliver([file], 'save', without.door)).toEqual(refused);
    expect([...downloaded, ...without.downloaded]).toEqual([]);
  });

  it('takes a closed sheet for a no, and downloads nothing behind it', async () => {
    const { door, downloaded } = doorWith({ share: refusing('AbortError') });
    expect(await deliver([file], 'share', door)).toEqual({ outcome: 'cancelled' });
    expect(downloaded).toEqual([]);
  });

  it('asks for another tap when the first one is too long ago', async () => {
    const { door } = doorWith({ share: refusing('NotAllowedError') });
    const refused = { outcome: 'failed', code: 'NEEDS_TAP' };
    expect(await deliver([file], 'share', door)).toEqual(refused);
  });

  it('downloads what the sheet cannot take', async () => {
    const unable = doorWith({ canShare: () => false });
    expect(await deliver([file], 'share', unable.door)).toEqual({ outcome: 'saved' });
    const broken = doorWith({ share: refusing('DataError') });
    expect(await deliver([file], 'share', broken.door)).toEqual({ outcome: 'saved' });
    expect([unable.downloaded, broken.downloaded]).toEqual([['picture.png'], ['picture.png']]);
  });
});

describe('chooseTarget', () => {
  it('says where there is no picker', async () => {
    const { door } = doorWith();
    expect(canStream(door)).toBe(false);
    expect(await chooseTarget('a.zip', door)).toEqual({ outcome: 'failed', code: 'NO_WAY' });
  });

  it('writes to what was chosen', async () => {
    const written: number[] = [];
    const { door } = doorWith({
      pickSaveFile: async (suggestedName) => ({
        name: `my ${suggestedName}`,
        createWritable: async () => ({
          write: async (bytes) => void written.push(...bytes),
          close: async () => void written.push(-1),
          abort: async () => undefined,
        }),
      }),
    });
    const answer = await chooseTarget('a.zip', door);
    if (answer.outcome !== 'chosen') throw new Error('nothing was chosen');
    await answer.target.write(Uint8Array.of(1, 2));
    await answer.target.close();
    expect({ name: answer.target.name, written }).toEqual({
      name: 'my a.zip',
      written: [1, 2, -1],
    });
  });

  it('takes a closed picker for a no', async () => {
    const { door } = doorWith({ pickSaveFile: refusing('AbortError') });
    expect(await chooseTarget('a.zip', door)).toEqual({ outcome: 'cancelled' });
  });
});
