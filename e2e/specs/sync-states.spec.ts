import path from 'node:path';
import { expect } from '@playwright/test';
import { ctSlice } from '../../shared/testing/synthetic-instance.ts';
import { usClip } from '../../shared/testing/synthetic-ultrasound.ts';
import { firstRun, importBy, pairDevice, writeInstances } from '../pages/satchel-app.ts';
import { test } from '../pages/satchel-test.ts';
import { expectPicture } from '../pages/viewer-page.ts';

const arrival = { timeout: 90_000 };

test('a study says in words where it is at each stage of its way to the other device', async ({
  server,
  folder,
  devices,
  link,
}) => {
  const study = { seed: 'sync-states', PatientName: 'Stage^Ida' };
  // Above the size from which an instance goes in parts, so that it can be held in the middle of one.
  const clip = usClip({ study, rows: 480, columns: 640, frameCount: 20 });
  const slice = ctSlice({ study, index: 0, count: 1, rows: 64 });
  const [first = ''] = await writeInstances(path.join(folder, 'first'), [slice]);
  const [second = ''] = await writeInstances(path.join(folder, 'second'), [clip]);
  const ana = await (await devices.open('Ana')).newPage();
  const row = ana.getByRole('link', { name: /Stage/ });
  await firstRun(ana, link.url);
  await importBy(ana, 'Files', [first]);
  await ana.goto(link.url);
  await expect(row).toContainText('Only here');
  await pairDevice(ana, server, 'Tablet of Ana');
  await ana.goto(link.url);
  await expect(row).toContainText('Here and on server', arrival);

  const reached = link.halfOfPart();
  await importBy(ana, 'Files', [second]);
  await reached;
  // Within the app: a page that is loaded anew would break the part.
  await ana.getByRole('link', { name: 'Back' }).click();
  await expect(row).toContainText('Sending 1 of 2');
  link.cut();
  await expect(row).toContainText('1 of 2 on server', arrival);
  link.mend();
  await expect(row).toContainText('Here and on server', arrival);
  await ana.goto(`${link.url}/outbox`);
  await expect(
    ana.getByRole('heading', { name: 'Everything is safe on the server' }),
  ).toBeVisible();

  const ben = await devices.paired('Ben');
  await ben.goto(server.url);
  const other = ben.getByRole('link', { name: /Stage/ });
  await expect(other).toContainText('On server, not here', arrival);
  await other.click();
  await expectPicture(ben);
  await ben.goto(server.url);
  await expect(other).toContainText('Here and on server', arrival);
});
