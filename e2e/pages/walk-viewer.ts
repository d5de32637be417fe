/** The way through the viewer: its tools, menus, panels, layouts. */
import path from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { writeInstances } from './satchel-app.ts';
import { drag, expectPicture, marks, onScreen } from './viewer-page.ts';
import { clipStudy, stackStudy } from './viewer-studies.ts';
import { button, goTo, lookAtDialog, type Walk, walkImport } from './walk.ts';

function tool(walk: Walk, key: Parameters<Walk['word']>[0]): Locator {
  const tools = walk.page.getByRole('group', { name: walk.word('viewer.tools'), exact: true });
  return tools.getByRole('button', { name: walk.word(key), exact: true });
}

async function open(walk: Walk, patient: RegExp): Promise<void> {
  await goTo(walk, '/', 'ui.appName');
  await walk.page.getByRole('link', { name: patient }).click();
  await expectPicture(walk.page);
}

async function lookAtMenu(
  walk: Walk,
  key: Parameters<Walk['word']>[0],
  name: string,
): Promise<void> {
  // On a phone some of them are part of the menu "More".
  if (!(await tool(walk, key).isVisible())) return;
  await tool(walk, key).click();
  await expect(walk.page.getByRole('menu')).toBeVisible();
  await walk.look(name);
  await walk.page.keyboard.press('Escape');
  await expect(walk.page.getByRole('menu')).toHaveCount(0);
}

/** From the empty list on. */
export async function walkViewer(walk: Walk): Promise<void> {
  const { page, word, look } = walk;
  const at = (name: string): string => path.join(walk.folder, name);
  const report = { seed: 'walk/dx', PatientName: 'Roth^Emil' };
  await walkImport(walk, [
    ...(await writeInstances(at('stack'), stackStudy())),
    ...(await writeInstances(at('clip'), clipStudy())),
    ...(await writeInstances(at('dx'), syntheticStudy('DX', report, { rows: 200 }))),
  ]);
  await open(walk, /Stack/);
  await look('viewer');
  await lookAtMenu(walk, 'viewer.windows', 'viewer: presets');
  await lookAtMenu(walk, 'viewer.measure', 'viewer: marks to make');
  await lookAtMenu(walk, 'viewer.layout', 'viewer: layouts');
  await lookAtMenu(walk, 'viewer.more', 'viewer: more');
  await walkMarks(walk);
  await page.keyboard.press('?');
  await lookAtDialog(walk, 'viewer: keys and gestures');
  await page.keyboard.press('d');
  await expect(page.locator('.attribute-count')).toBeVisible();
  await lookAtDialog(walk, 'viewer: attributes');
  await page.keyboard.press('f');
  await expect(button(walk, 'viewer.fullScreenLeave')).toBeVisible();
  await look('viewer: full screen');
  await button(walk, 'viewer.fullScreenLeave').click();
  await page.keyboard.press('Shift+N');
  await open(walk, /Clip/);
  await look('viewer: clip');
  await goTo(walk, '/', 'ui.appName');
  await page.goto(`${walk.url}/study/nothing`);
  await expect(page.getByText(word('viewer.notHere'))).toBeVisible();
  await look('viewer: not here');
}

async function walkMarks(walk: Walk): Promise<void> {
  const { page, word, look } = walk;
  await tool(walk, 'viewer.tool.length').click();
  await drag(page, await onScreen(page, { x: 30, y: 40 }), await onScreen(page, { x: 90, y: 80 }));
  await expect(marks(page)).toHaveCount(1);
  await look('viewer: a length');
  await page.keyboard.press('Escape');
  if (await tool(walk, 'viewer.more').isVisible()) {
    const list = page.getByRole('button', { name: new RegExp(`${word('viewer.marks')}$`) });
    if (await list.first().isVisible()) await list.first().click();
    else {
      const line = page.getByRole('menuitem', { name: walk.like('viewer.marksCount') });
      // A menu that opens while the screen has just been turned back closes again.
      await expect(async () => {
        if (!(await line.isVisible())) await tool(walk, 'viewer.more').click({ timeout: 2000 });
        await line.click({ timeout: 2000 });
      }).toPass();
    }
  }
  await expect(page.getByRole('complementary', { name: word('mark.list') })).toBeVisible();
  await look('viewer: list of marks');
  await button(walk, 'mark.hideList').click();
}
