/** `npm run screenshot`: the picture of the README, of the synthetic sample; run it when the viewer looks different. */
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { firstRun, openDevice, temporaryFolder } from '../pages/satchel-app.ts';
import { createSatchelServer } from '../pages/satchel-server.ts';
import { drag, expectPicture, marks, onScreen, tool } from '../pages/viewer-page.ts';

const file = fileURLToPath(new URL('../../shared/docs/viewer.jpg', import.meta.url));
const profile = temporaryFolder('screenshot');
const server = await createSatchelServer();
await server.start();
const device = await openDevice(profile);
try {
  const page = device.pages()[0] ?? (await device.newPage());
  await firstRun(page, server.url);
  await page.getByRole('button', { name: 'Open a sample study' }).click();
  await page.getByRole('link', { name: /CT/ }).or(page.getByTestId('viewport')).first().waitFor();
  const link = page.getByRole('link', { name: /CT/ });
  if (await link.isVisible()) await link.click();
  await expectPicture(page);
  await tool(page, 'Length').click();
  await drag(
    page,
    await onScreen(page, { x: 76, y: 128 }),
    await onScreen(page, { x: 180, y: 128 }),
  );
  await tool(page, 'Ellipse').click();
  await drag(
    page,
    await onScreen(page, { x: 114, y: 94 }),
    await onScreen(page, { x: 142, y: 118 }),
  );
  await marks(page).nth(1).waitFor();
  await tool(page, 'Navigate').click();
  await page.keyboard.press('Escape');
  await page.mouse.move(2, 2);
  await page.screenshot({ path: file, type: 'jpeg', quality: 82 });
  console.log(`Wrote ${file}`);
} finally {
  await device.close();
  await server.dispose();
  rmSync(profile, { recursive: true, force: true });
}
