/** One walk through every screen, dialog and menu; at each stop all that may be wrong with any of them is looked for. */
import { expect, type Page } from '@playwright/test';
import type { Language } from '../../web/src/app/messages/wording.ts';
import { axeFindings } from '../pages/axe.ts';
import { endTransitions, misfits, misfitsInShapes, type Shape } from '../pages/misfits.ts';
import { test } from '../pages/satchel-test.ts';
import { beginWalk, type Walk, walkFirstRun } from '../pages/walk.ts';
import { walkLists, walkSettings } from '../pages/walk-lists.ts';
import { walkFailures, walkLock, walkServer } from '../pages/walk-lock.ts';
import { walkViewer } from '../pages/walk-viewer.ts';

// What is wrong is named by screen: recording every step of every walk would cost more than the steps.
test.use({ trace: 'off' });

interface Device {
  readonly device: string;
  readonly language: Language;
  readonly viewport: { readonly width: number; readonly height: number };
  /** Other ways to hold it and to read on it, looked at from each stop. */
  readonly shapes: readonly Shape[];
}

const devices: readonly Device[] = [
  {
    device: 'phone',
    language: 'en',
    viewport: { width: 390, height: 844 },
    shapes: [
      { name: 'on its side', width: 844, height: 390 },
      { name: 'large letters', width: 390, height: 844, percent: 200 },
    ],
  },
  {
    device: 'tablet',
    language: 'de',
    viewport: { width: 820, height: 1180 },
    shapes: [
      { name: 'on its side', width: 1180, height: 820 },
      { name: 'large letters', width: 1180, height: 820, percent: 200 },
      { name: 'from the right', width: 1180, height: 820, direction: 'rtl' },
    ],
  },
];

/** WCAG 2.2 A and AA and axe's own best practices; in the other theme only what a theme can change. */
async function findings(page: Page): Promise<readonly string[]> {
  // An open dialog hides the page with its heading from readers: that is what it is for.
  const isDialogOpen = (await page.locator('.dialog').count()) > 0;
  const without = isDialogOpen ? ['page-has-heading-one', 'landmark-one-main'] : [];
  const wear = async (theme: 'dim' | 'sun'): Promise<void> => {
    await page.evaluate((name) => {
      document.documentElement.dataset['theme'] = name;
    }, theme);
    await endTransitions(page);
  };
  const dim = await axeFindings(page, { without });
  await wear('sun');
  const sun = await axeFindings(page, { only: ['color-contrast'] });
  await wear('dim');
  return [...dim, ...sun.map((finding) => `sun: ${finding}`)];
}

for (const { device, language, viewport, shapes } of devices) {
  const parts: Readonly<Record<string, (walk: Walk) => Promise<void>>> = {
    'lists and patients': walkLists,
    viewer: walkViewer,
    settings: walkSettings,
    'lock and people': walkLock,
  };
  for (const [part, go] of Object.entries(parts)) {
    test(`${part}, ${device}, ${language}: axe finds nothing, a finger hits everything, no word is cut`, async ({
      browser,
      server,
      folder,
    }) => {
      const options = { viewport, hasTouch: true, reducedMotion: 'reduce' } as const;
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const found: string[] = [];
      const walk = await beginWalk({
        page,
        url: server.url,
        folder,
        language,
        look: async (_page, screen) => {
          const here = [
            ...(await findings(page)),
            ...(await misfits(page)),
            ...(await misfitsInShapes(page, shapes)),
          ];
          found.push(...here.map((finding) => `${screen}: ${finding}`));
        },
      });
      await walkFirstRun(walk, part === 'settings');
      await go(walk);
      expect(found).toEqual([]);
      await context.close();
    });
  }
}

test('a paired device, and all that can fail: axe finds nothing', async ({
  browser,
  server,
  folder,
}) => {
  // What a service worker has kept cannot be made to fail.
  const options = { reducedMotion: 'reduce', serviceWorkers: 'block' } as const;
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const found: string[] = [];
  const walk = await beginWalk({
    page,
    url: server.url,
    folder,
    language: 'en',
    look: async (_page, screen) => {
      found.push(...(await findings(page)).map((finding) => `${screen}: ${finding}`));
    },
  });
  await walkFirstRun(walk, false);
  await walkServer(walk, server);
  await walkFailures(walk);
  expect(found).toEqual([]);
  await context.close();
});
