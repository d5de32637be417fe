/** Studies that lie on a server since long ago, brought by another system. */
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syntheticStudy } from '../../shared/testing/synthetic-study.ts';
import { DicomwebClient } from './dicomweb-client.ts';
import { writeInstances } from './satchel-app.ts';
import type { SatchelServer } from './satchel-server.ts';

/** Brings a CT of each patient, done in 2019, and sets the day of their arrival back. */
export async function bringOldStudies(
  server: SatchelServer,
  folder: string,
  patients: readonly string[],
): Promise<void> {
  const client = await DicomwebClient.of(server);
  for (const [index, PatientName] of patients.entries()) {
    const plan = {
      seed: PatientName,
      PatientName,
      PatientID: `OLD-${index}`,
      StudyDate: '20190314',
    };
    const files = await writeInstances(
      path.join(folder, `old-${index}`),
      syntheticStudy('CT', plan, { sliceCount: 3, rows: 64 }),
    );
    const stored = await client.stow(files);
    if (stored.status !== 200) throw new Error(`not stored: ${stored.status}`);
  }
  await server.stop();
  const index = new DatabaseSync(path.join(server.dataFolder, 'index.sqlite'));
  index.exec(`update feed_study set arrivedAt = '2019-03-15T08:00:00.000Z'`);
  index.close();
  await server.start();
}
