import { describe, expect, it, vi } from 'vitest';
import { takeLaunches } from './launches.ts';

type Consumer = (params: object) => void;

/** A browser whose queue hands over what the test launches. */
function launcher(): {
  readonly scope: object;
  readonly launch: Consumer;
  readonly files: string[][];
  readonly addresses: string[];
} {
  let consumer: Consumer = () => undefined;
  const files: string[][] = [];
  const addresses: string[] = [];
  const scope = {
    launchQueue: {
      setConsumer(next: Consumer) {
        consumer = next;
      },
    },
  };
  takeLaunches(scope, {
    onFiles: ({ files: opened, unread }) =>
      files.push([...opened, ...unread].map(({ path }) => path)),
    onAddress: (path) => addresses.push(path),
  });
  return { scope, launch: (params) => consumer(params), files, addresses };
}

const handleOf = (name: string) => ({ getFile: () => Promise.resolve(new File(['x'], name)) });
const goneHandle = {
  name: 'gone.dcm',
  getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')),
};

describe('takeLaunches', () => {
  it('adds the files of a launch, and names those that are gone: they vanished from the report', async () => {
    const { launch, files, addresses } = launcher();
    launch({ targetURL: 'https://x/import', files: [handleOf('a.dcm'), goneHandle] });
    await vi.waitFor(() => expect(files).toEqual([['a.dcm', 'gone.dcm']]));
    expect(addresses).toEqual([]);
  });

  it('opens the address of a shortcut, and none for a plain start', () => {
    const { launch, addresses } = launcher();
    launch({ targetURL: 'https://x/outbox' });
    launch({ targetURL: 'https://x/?source=pwa' });
    launch({ targetURL: 'https://x/' });
    launch({});
    expect(addresses).toEqual(['/outbox', '', '/']);
  });

  it('says where there is no such queue', () => {
    expect(takeLaunches({}, { onFiles: vi.fn(), onAddress: vi.fn() })).toBe(false);
  });
});
