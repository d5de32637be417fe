import { chmodSync, lstatSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandSocketPath, UnsafeFolderError } from './data-folder.ts';

const long = `/data/${'long'.repeat(40)}`;
let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(path.join(tmpdir(), 's-'));
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('the command socket', () => {
  it('lies in the data folder, or in a folder that is closed to others', () => {
    expect(commandSocketPath('/data/short')).toBe('/data/short/command.sock');
    const folder = path.dirname(commandSocketPath(long));
    expect([path.dirname(folder), lstatSync(folder).mode & 0o777]).toEqual([temporary, 0o700]);
    expect(commandSocketPath(long)).toBe(commandSocketPath(long));
  });

  it('is not put where somebody else may have prepared the place', () => {
    const folder = path.dirname(commandSocketPath(long));
    chmodSync(folder, 0o777);
    expect(() => commandSocketPath(long)).toThrow(UnsafeFolderError);
    rmSync(folder, { recursive: true });
    symlinkSync(temporary, folder);
    expect(() => commandSocketPath(long)).toThrow(/not a folder of this account alone/);
  });
});
