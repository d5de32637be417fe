/** One walk through every screen, dialog and menu; at each stop all that may be wrong with any of them is looked for. */
import { expect, type Page } from '@playwright/test';
import type { Language } from '../../web/src/app/messages/wording.ts';
import { axeFindings } from '../pages/axe.ts';
import { test } from '../pages/satchel-test.ts';
import { beginWalk, type Walk, walkFirstRun } from '../pages/walk.ts';
import { walkLists, walkSettings } from '../pages/walk-lists.ts';
import { walkFailures, walkLock, walkServer } from '../pages/walk-lock.ts';
import { walkViewer } from '../pages/walk-viewer.ts';

// What is wrong is named by screen: recording every step of every walk would cost more than the steps.
test.use({ trace: 'off' });

const devices = [
  { device: 'phone', language: 'en', viewport: { width: 390, height: 844 } },
  { device: 'tablet', language: 'de', viewport: { width: 820, height: 1180 } },
] as const satisfies readonly { language: Language; [name: string]: unknown }[];

/** WCAG 2.2 A and AA and axe's own best practices; in the other theme only what a theme can change. */
async function findings(page: Page): Promise<readonly string[]> {
  // An open dialog hides the page with its heading from readers: that is what it is for.
  const isDialogOpen = (await page.locator('.dialog').count()) > 0;
  const without = isDialogOpen ? ['page-has-heading-one', 'landmark-one-main'] : [];
  const wear = (theme: 'dim' | 'sun'): Promise<void> =>
    page.evaluate((name) => {
      document.documentElement.dataset['theme'] = name;
      // Colours on their way from the one theme to the other are those of neither; where one has come to its
      // end, what inherits it may set out.
      for (let round = 0; round < 5; round += 1) {
        for (const animation of document.getAnimations()) {
          if (animation instanceof CSSTransition) animation.finish();
        }
      }
    }, theme);
  const dim = await axeFindings(page, { without });
  await wear('sun');
  const sun = await axeFindings(page, { only: ['color-contrast'] });
  await wear('dim');
  return [...dim, ...sun.map((finding) => `sun: ${finding}`)];
}

/** What a finger can press and is smaller than 48 px, and whatever runs out of the side. */
async function misfits(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const pressed =
      'a[href], button, input, select, textarea, [role^="menuitem"], [role="slider"], [role="tab"]';
    const small = [...document.querySelectorAll(pressed)].flatMap((element) => {
      // The dot of a radio is pressed by its label; what is for screen readers alone has no size.
      const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
      const isForReaders = element.closest('[style*="clip"]') !== null || width < 2 || height < 2;
      if (isForReaders || (width >= 47.5 && height >= 47.5)) return [];
      // A link in a sentence is read, not aimed at (WCAG 2.5.8, inline).
      if (element.matches('p a')) return [];
      const name = element.getAttribute('aria-label') ?? element.textContent;
      return [`${name}: ${Math.round(width)} × ${Math.round(height)}`];
    });
    const isWide = document.body.scrollWidth > innerWidth;
    return isWide ? [...small, 'wider than the screen'] : small;
  });
}

for (const { device, language, viewport } of devices) {
  const parts: Readonly<Record<string, (walk: Walk) => Promise<void>>> = {
    'lists and patients': walkLists,
    viewer: walkViewer,
    settings: walkSettings,
    'lock and people': walkLock,
  };
  for (const [part, go] of Object.entries(parts)) {
    test(`${part}, ${device}, ${language}: axe finds nothing, and a finger hits everything`, async ({
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
          const here = [...(await findings(page)), ...(await misfits(page))];
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
