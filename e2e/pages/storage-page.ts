import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build } from 'vite';
import { chromiumArgs, chromiumPath } from '../tools/find-chromium.ts';
import type { StorageHarness } from './storage-harness.ts';

const root = path.resolve(import.meta.dirname, '../..');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** As strict as the app's own, so that what needs more fails here. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src 'self' blob:";

export interface HarnessServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Builds the harness into a folder. */
export async function buildHarness(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: path.join(root, 'e2e/pages'),
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      minify: false,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: path.join(root, 'e2e/pages/storage-harness.html') },
    },
  });
}

/** Builds the harness into a folder and serves it. */
export async function serveHarness(outDir: string): Promise<HarnessServer> {
  await buildHarness(outDir);
  const server: Server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = path.join(outDir, path.normalize(name));
    try {
      const body = readFileSync(file);
      const type = contentTypes[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    // A name, not a number: passkeys belong to names.
    origin: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A browser of its own on a profile folder, killed like a battery that runs out. */
export class ProfileBrowser {
  readonly browser: Browser;
  readonly page: Page;
  readonly #process: ChildProcess;

  private constructor(browser: Browser, page: Page, process: ChildProcess) {
    this.browser = browser;
    this.page = page;
    this.#process = process;
  }

  /** On the harness, ready to be called. */
  static async open(profileDir: string, origin: string): Promise<ProfileBrowser> {
    const profile = await ProfileBrowser.start(profileDir);
    await profile.page.goto(`${origin}/storage-harness.html`);
    await profile.page.waitForFunction(() => 'harness' in globalThis);
    return profile;
  }

  /** With an empty page. */
  static async start(profileDir: string): Promise<ProfileBrowser> {
    const executable = chromiumPath() ?? 'chromium';
    const child = spawn(
      executable,
      [
        ...chromiumArgs,
        '--headless=new',
        '--remote-debugging-port=0',
        `--user-data-dir=${profileDir}`,
        'about:blank',
      ],
      { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const endpoint = await endpointOf(child);
    const browser = await chromium.connectOverCDP(endpoint);
    const context = browser.contexts()[0] ?? (await browser.newContext());
    const page = await context.newPage();
    return new ProfileBrowser(browser, page, child);
  }

  /** SIGKILL to the whole process group at once. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => {
      this.#process.once('exit', resolve);
    });
    process.kill(-(this.#process.pid ?? 0), 'SIGKILL');
    await ended;
    await this.browser.close().catch(() => undefined);
  }

  /** As a person closes it. */
  async quit(): Promise<void> {
    const ended = new Promise((resolve) => {
      this.#process.once('exit', resolve);
    });
    const session = await this.browser.newBrowserCDPSession();
    await session.send('Browser.close').catch(() => undefined);
    await ended;
    await this.browser.close().catch(() => undefined);
  }

  /** Calls a function of the harness in the page. */
  async call<Name extends keyof StorageHarness>(
    name: Name,
    ...parameters: Parameters<StorageHarness[Name]>
  ): Promise<Awaited<ReturnType<StorageHarness[Name]>>> {
    return this.page.evaluate(
      ([name, parameters]) => {
        const { harness } = globalThis as unknown as {
          readonly harness: Readonly<Record<string, (...parameters: unknown[]) => unknown>>;
        };
        return harness[name]?.(...parameters);
      },
      [name, parameters] as const,
    ) as Promise<Awaited<ReturnType<StorageHarness[Name]>>>;
  }
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('exit', () => reject(new Error(`the browser ended: ${text}`)));
    child.stderr?.on('data', (piece: Buffer) => {
      text += piece.toString();
      const match = /DevTools listening on (\S+)/.exec(text);
      if (match?.[1] !== undefined) resolve(match[1]);
    });
  });
}
