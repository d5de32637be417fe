import { describe, expect, it, vi } from 'vitest';
import { openTestArchive } from '../testing/test-archive.ts';
import type { PersonRow } from './archive-rows.ts';
import { watchDatabase } from './watch-database.ts';

describe('watching the database', () => {
  it('tells what a query finds, and again what changes', async () => {
    const archive = await openTestArchive();
    const told: number[] = [];
    const end = watchDatabase(
      () => archive.db.person.count(),
      (count) => void told.push(count),
    );
    await vi.waitFor(() => expect(told).toEqual([0]));
    await archive.db.person.add(row('a'));
    await vi.waitFor(() => expect(told).toEqual([0, 1]));
    end();
    await archive.db.person.add(row('b'));
    await pause(50);
    expect(told).toEqual([0, 1]);
    archive.close();
  });

  it('goes on where the connection was lost under its very first query', async () => {
    const archive = await openTestArchive();
    const told: number[] = [];
    let isFirst = true;
    const end = watchDatabase(
      () => {
        // What a query meets whose connection another step has closed, or the browser itself.
        const lost = new DOMException('The connection was closed', 'AbortError');
        const answer = isFirst ? Promise.reject<number>(lost) : archive.db.person.count();
        isFirst = false;
        return answer;
      },
      (count) => void told.push(count),
    );
    await vi.waitFor(() => expect(told).toEqual([0]));
    await archive.db.person.add(row('a'));
    await vi.waitFor(() => expect(told).toEqual([0, 1]));
    end();
    archive.close();
  });

  it('asks no more once it was ended', async () => {
    const archive = await openTestArchive();
    let askedCount = 0;
    const end = watchDatabase(
      () => {
        askedCount += 1;
        return Promise.reject(new DOMException('lost', 'AbortError'));
      },
      () => undefined,
    );
    await vi.waitFor(() => expect(askedCount).toBe(2));
    end();
    await pause(600);
    expect(askedCount).toBe(2);
    archive.close();
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function row(id: string): PersonRow {
  return { id, k: '', iv: new ArrayBuffer(12), bytes: new ArrayBuffer(1) };
}
