import { readdirSync, readFileSync } from 'node:fs';

/** Most that a browser's processes held at once, megabytes of their own (unshared) memory. */
export interface PeakMemory {
  /** The page with its workers. */
  readonly renderer: number;
  /** Everything else: windows, database, network, graphics. */
  readonly others: number;
}

const sampleEveryMs = 250;

/** Samples the processes of the browser with this profile folder until it is asked for the peaks. */
export function watchMemory(profile: string): () => PeakMemory {
  let renderer = 0;
  let others = 0;
  const sample = (): void => {
    let [now, rest] = [0, 0];
    for (const { command, megabytes } of processesOf(profile)) {
      if (command.includes('--type=renderer')) now = Math.max(now, megabytes);
      else rest += megabytes;
    }
    renderer = Math.max(renderer, now);
    others = Math.max(others, rest);
  };
  const timer = setInterval(sample, sampleEveryMs);
  return () => {
    clearInterval(timer);
    return { renderer: Math.round(renderer), others: Math.round(others) };
  };
}

/** The browser is the process that names the profile; the others are its children, and theirs. */
function processesOf(profile: string) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
        const parent = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1] ?? '';
        return [{ pid, parent, command }];
      } catch {
        return [];
      }
    });
  const family = new Set(
    all
      .filter(({ command }) => command.includes(`--user-data-dir=${profile}`))
      .map(({ pid }) => pid),
  );
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.flatMap(({ pid, command }) => {
    if (!family.has(pid)) return [];
    try {
      const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
      const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty): +(\d+)/gm)];
      return [
        { command, megabytes: kilobytes.reduce((sum, [, kB]) => sum + Number(kB), 0) / 1000 },
      ];
    } catch {
      return [];
    }
  });
}
