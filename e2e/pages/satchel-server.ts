/** A real Satchel server in a folder of its own, for one test: started, killed, started again. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

export interface SatchelServer {
  readonly url: string;
  readonly dataFolder: string;
  /** Everything the server printed, to look for patient data that must not be there. */
  output(): string;
  start(): Promise<void>;
  /** Ends it as Ctrl-C does; answers with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut of the process: no handler runs. */
  kill(): Promise<void>;
  /** Runs `satchel <args>` against it and answers with standard output. */
  satchel(...args: string[]): Promise<string>;
  /** Stops it and removes its folder. */
  dispose(): Promise<void>;
}

/** A port of 127.0.0.1 that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port'));
        else resolve(address.port);
      });
    });
  });
}

/** The status of /healthz, 0 while nothing answers; the certificate is the test's own affair. */
function healthOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const address = `${url}/healthz`;
    const asked = address.startsWith('https:')
      ? httpsGet(address, { rejectUnauthorized: false, agent: false })
      : httpGet(address, { agent: false });
    asked.once('error', () => resolve(0));
    asked.once('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
  });
}

async function waitUntilReady(
  url: string,
  child: ChildProcess,
  output: () => string,
): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${output()}`);
    if ((await healthOf(url)) === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the server was not ready in 30 s:\n${output()}`);
}

/** Prepares a server; `start` it. `env` adds to or overrides its environment. */
export async function createSatchelServer(
  env: Readonly<Record<string, string>> = {},
): Promise<SatchelServer> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'satchel-e2e-'));
  const port = await freePort();
  const scheme = env['SATCHEL_TLS_CERT'] === undefined ? 'http' : 'https';
  const url = `${scheme}://localhost:${port}`;
  const environment = {
    ...process.env,
    SATCHEL_PORT: String(port),
    SATCHEL_DATA: dataFolder,
    SATCHEL_RATE_LIMIT: '0',
    ...env,
  };
  let child: ChildProcess | null = null;
  let printed = '';
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null) return running?.exitCode ?? null;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    await ended;
    return running.exitCode;
  };
  return {
    url,
    dataFolder,
    output: () => printed,
    async start() {
      child = spawn(process.execPath, ['sync-server/run.mjs', 'sync-server/src/main.ts'], {
        cwd: root,
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const collect = (chunk: Buffer): void => {
        printed += chunk.toString('utf8');
      };
      child.stdout?.on('data', collect);
      child.stderr?.on('data', collect);
      await waitUntilReady(url, child, () => printed);
    },
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    async satchel(...args) {
      const entry = ['sync-server/run.mjs', 'sync-server/src/cli.ts', ...args];
      const { stdout } = await run(process.execPath, entry, { cwd: root, env: environment });
      return stdout;
    },
    async dispose() {
      await end('SIGKILL');
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
