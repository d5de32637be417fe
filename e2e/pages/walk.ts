/** Walks through the screens of the app in any of its languages, and lets a spec look at each. */
import { expect, type Locator, type Page } from '@playwright/test';
import {
  type Catalogue,
  type Language,
  loadCatalogue,
} from '../../web/src/app/messages/wording.ts';
import type { MessageKey } from '../../web/src/ui/use-text.ts';

/** One person on one device, and who looks over their shoulder. */
export interface Walk {
  readonly page: Page;
  /** Origin of the server. */
  readonly url: string;
  /** Of its own, for files. */
  readonly folder: string;
  /** The words of a key; those with arguments by `like`. */
  readonly word: (key: MessageKey) => string;
  readonly like: (key: MessageKey) => RegExp;
  /** Called with each screen, standing and drawn. */
  readonly look: (screen: string) => Promise<void>;
}

export interface WalkPlan {
  readonly page: Page;
  readonly url: string;
  readonly folder: string;
  readonly language: Language;
  readonly look: (page: Page, screen: string) => Promise<void>;
}

/** A walk whose first page will speak `language`. */
export async function beginWalk(plan: WalkPlan): Promise<Walk> {
  const { page, language } = plan;
  await page.addInitScript((wanted) => {
    const key = 'satchel.preferences';
    if (localStorage.getItem(key) !== null) return;
    localStorage.setItem(key, JSON.stringify({ theme: 'dim', language: wanted, hand: 'right' }));
  }, language);
  const words: Catalogue = await loadCatalogue(language);
  const word = (key: MessageKey): string => {
    const message = words[key];
    if (typeof message !== 'string') throw new Error(`no words for ${key}`);
    return message;
  };
  const escaped = (part: string): string => part.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return {
    ...plan,
    word,
    like: (key) => new RegExp(`^${word(key).split(argument).map(escaped).join('.*')}$`),
    look: async (screen) => {
      await settled(page);
      await plan.look(page, screen);
    },
  };
}

/** An argument of an ICU message, with the branches of a plural or select. */
const argument = /\{(?:[^{}]|\{[^{}]*\})*\}/;

/** No spinner turns and no animation moves what is looked at. */
async function settled(page: Page): Promise<void> {
  // The one in the gallery turns for ever.
  await expect(page.locator('.spinner').and(page.locator(':not(.section *)'))).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(resolve));
    });
  });
}

export function button({ page, word }: Walk, key: MessageKey): Locator {
  return page.getByRole('button', { name: word(key), exact: true });
}

/** The same in the dialog that is open. */
export function inDialog({ page, word }: Walk, key: MessageKey): Locator {
  return page.locator('.dialog').getByRole('button', { name: word(key), exact: true });
}

/** Chooses among radios by the words that a finger would hit. */
export async function choose({ page, word }: Walk, key: MessageKey): Promise<void> {
  await page.getByRole('radiogroup').getByText(word(key), { exact: true }).click();
}

/** Goes to an address of the app and waits for its heading. */
export async function goTo(walk: Walk, path: string, heading: MessageKey): Promise<void> {
  await walk.page.goto(walk.url + path);
  await expect(
    walk.page.getByRole('heading', { name: walk.word(heading), level: 1 }),
  ).toBeVisible();
}

/** The dialog that is open: looked at, then left by Escape or by the button of that key. */
export async function lookAtDialog(
  walk: Walk,
  screen: string,
  leaveBy?: MessageKey,
): Promise<void> {
  const dialog = walk.page.locator('.dialog');
  await expect(dialog).toBeVisible();
  await walk.look(screen);
  if (leaveBy === undefined) await walk.page.keyboard.press('Escape');
  else await dialog.getByRole('button', { name: walk.word(leaveBy), exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

/** Through the first run to the empty list; only one walk of a device need look at its screens. */
export async function walkFirstRun(walk: Walk, isLookedAt = true): Promise<void> {
  const { page, word } = walk;
  const look: Walk['look'] = async (screen) => {
    if (isLookedAt) await walk.look(screen);
  };
  await page.goto(walk.url);
  await expect(button(walk, 'first.begin')).toBeVisible();
  await look('first run: welcome');
  await button(walk, 'first.begin').click();
  await button(walk, 'first.next').click();
  await look('first run: who, name missing');
  await page.getByRole('textbox', { name: word('first.name'), exact: true }).fill('Dr. Vera Lind');
  await choose(walk, 'first.physician');
  await button(walk, 'first.next').click();
  await expect(button(walk, 'first.lockLater')).toBeVisible();
  await look('first run: lock');
  await button(walk, 'first.lockLater').click();
  await expect(button(walk, 'first.toList')).toBeVisible();
  await look('first run: ready');
  await button(walk, 'first.toList').click();
  await expect(page.getByRole('heading', { name: word('list.emptyTitle') })).toBeVisible();
}

/** Picks files on the import screen and waits for the report. */
export async function walkImport(walk: Walk, files: readonly string[]): Promise<void> {
  const { page, word } = walk;
  await goTo(walk, '/import', 'import.title');
  const again = button(walk, 'import.again');
  const choice = page.getByRole('button', { name: word('import.filesHint') });
  await expect(again.or(choice).first()).toBeVisible();
  if (await again.isVisible()) await again.click();
  const chooser = page.waitForEvent('filechooser');
  await choice.click();
  await (await chooser).setFiles([...files]);
  await expect(page.getByRole('heading', { name: word('import.done') })).toBeVisible();
}
