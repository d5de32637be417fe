/** The stage of a spec: a server and a folder of its own, devices, and a look-out for faults on every page. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, expect, type Page, test as base } from '@playwright/test';
import { type LinkProxy, openLinkProxy } from './link-proxy.ts';
import {
  firstRun,
  openDevice,
  pairDevice,
  temporaryFolder,
  watchForFaults,
} from './satchel-app.ts';
import { createSatchelServer, type SatchelServer } from './satchel-server.ts';

/** The devices of one test: browser profiles on disk, all closed when it ends. */
export interface Devices {
  /** Opens the profile of that name; closed and opened again it is the same device. */
  open(name: string, options?: Parameters<typeof openDevice>[1]): Promise<BrowserContext>;
  /** A fresh device whose user has begun, paired with the server, at `url` where that is not the server's own. */
  paired(name: string, url?: string): Promise<Page>;
}

interface Stage {
  /** Running in a data folder of its own; removed with it. */
  readonly server: SatchelServer;
  /** Empty, and gone after the test. */
  readonly folder: string;
  /** What the policy refused and nobody caught, on every page; the test fails when there is any at its end. */
  readonly faults: string[];
  readonly devices: Devices;
  /** A network in front of the server that can be cut. */
  readonly link: LinkProxy;
}

function watchPages(context: BrowserContext, faults: string[]): void {
  for (const page of context.pages()) watchForFaults(page, faults);
  context.on('page', (page) => void watchForFaults(page, faults));
}

export const test = base.extend<Stage>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs
  folder: async ({}, lend) => {
    const folder = temporaryFolder('spec');
    await lend(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  server: async ({}, lend) => {
    const server = await createSatchelServer();
    await server.start();
    await lend(server);
    await server.dispose();
  },
  faults: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, lend) => {
      const faults: string[] = [];
      await lend(faults);
      expect(faults, 'errors nobody caught, or refused by the policy').toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, faults }, lend) => {
    watchPages(context, faults);
    await lend(context);
  },
  link: async ({ server }, lend) => {
    const link = await openLinkProxy(server.url);
    await lend(link);
    await link.close();
  },
  devices: async ({ server, folder, faults }, lend) => {
    const opened: BrowserContext[] = [];
    const open: Devices['open'] = async (name, options) => {
      const context = await openDevice(path.join(folder, 'devices', name), options);
      watchPages(context, faults);
      opened.push(context);
      return context;
    };
    await lend({
      open,
      async paired(name, url = server.url) {
        const page = await (await open(name)).newPage();
        await firstRun(page, url, `Dr. ${name} Lind`);
        await pairDevice(page, server, `Tablet of ${name}`);
        return page;
      },
    });
    // One that the test has closed already is closed again without harm.
    for (const context of opened) await context.close();
  },
});
