/** One device on which all tests of a viewer spec read: a browser and an import for each would take minutes. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import {
  firstRun,
  importBy,
  temporaryFolder,
  watchForFaults,
  writeInstances,
} from './satchel-app.ts';
import { createSatchelServer } from './satchel-server.ts';
import { expectPicture } from './viewer-page.ts';
import { clipStudy, rampStudy, stackStudy } from './viewer-studies.ts';

export interface Reader {
  readonly page: Page;
  /** What the policy refused and nobody caught since it was opened. */
  readonly faults: readonly string[];
  /** Opens a study from the list, as it is opened for the first time. */
  open(patient: string): Promise<void>;
  close(): Promise<void>;
}

/** A touch screen with studies in its list: the stack, the clip and the ramp where none are named. */
export async function openReader(
  browser: Browser,
  studies = [stackStudy(), clipStudy(), rampStudy()],
): Promise<Reader> {
  const server = await createSatchelServer();
  await server.start();
  const folder = temporaryFolder('viewer');
  const device = await browser.newContext({
    viewport: { width: 1180, height: 820 },
    hasTouch: true,
  });
  const page = await device.newPage();
  const { faults } = watchForFaults(page);
  await firstRun(page, server.url);
  const files = await Promise.all(
    studies.map((study, index) => writeInstances(path.join(folder, String(index)), study)),
  );
  await importBy(page, 'Files', files.flat());
  return {
    page,
    faults,
    async open(patient) {
      // Left by the person's own will: else it would come back as it was left.
      const back = page.getByRole('button', { name: 'Back to the study list' });
      // Not loaded anew after it: that would race against the writing which forgets how it was left.
      if (await back.isVisible()) await back.click();
      else await page.goto(server.url);
      await page.getByRole('link', { name: new RegExp(patient) }).click();
      await expectPicture(page);
    },
    async close() {
      await device.close();
      await server.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
