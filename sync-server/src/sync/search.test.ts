import { describe, expect, it } from 'vitest';
import { personNameOf, textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import { studyPatientTarget } from '#shared/sync/patient-op.ts';
import type { SearchAnswer } from '#shared/sync/protocol.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { createTestServer, opOf, seed, slice, type TestServer } from '../testing/test-server.ts';

/** A study of each patient, a day after the one before. */
async function serverWith(...names: readonly string[]): Promise<TestServer> {
  const server = await createTestServer();
  for (const [day, PatientName] of names.entries()) {
    await server.stow([await encodeInstance(slice(0, studyOf(PatientName, day)))]);
  }
  return server;
}

function studyOf(PatientName: string, day: number): typeof seed {
  const StudyDate = `202001${String(day + 10)}`;
  return { ...seed, seed: PatientName, PatientName, PatientID: `ID-${day}`, StudyDate };
}

async function find(
  server: TestServer,
  token: string,
  text: string,
  page: { readonly limit?: number; readonly after?: string | null } = {},
): Promise<SearchAnswer> {
  const answer = await server.post('/sync/v1/search', token, {
    text,
    limit: 10,
    after: null,
    ...page,
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as SearchAnswer;
}

const studyTarget = (uid: string) => ({ type: 'study', id: uid, StudyInstanceUID: uid });

const namesOf = ({ studies }: SearchAnswer): readonly string[] =>
  studies.map(({ attributes }) => personNameOf(attributes, tags.PatientName));

describe('a search of the whole server', () => {
  it('finds by every word, in any attribute, without regard to case and accents', async () => {
    const server = await serverWith('Müller^Änne', 'Schmidt^Jan');
    const { token } = await server.pairDevice();
    for (const text of ['muller', 'MÜLLER änne', 'ann id-0', '2020-01-10', '10.01.2020', 'ct mull'])
      expect([text, namesOf(await find(server, token, text))]).toEqual([text, ['Müller^Änne']]);
    expect(namesOf(await find(server, token, 'muller jan'))).toEqual([]);
    // Signs that mean something to SQL stand for themselves.
    for (const text of ['%', 'm_ller', '*', "' or 1=1"])
      expect([text, namesOf(await find(server, token, text))]).toEqual([text, []]);
  });

  it('gives all pages, the latest first, none twice and none left out, whatever comes meanwhile', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `Patient^${index}`);
    const server = await serverWith(...names);
    const { token } = await server.pairDevice();
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page: SearchAnswer = await find(server, token, 'patient', { limit: 3, after });
      found.push(...namesOf(page));
      after = page.next;
      await server.stow([
        await encodeInstance(slice(0, studyOf(`Patient^later${found.length}`, 80))),
      ]);
    } while (after !== null);
    expect(found).toEqual(names.toReversed());
  });

  it('goes on behind a study whose file has no DICOM date: the next page was refused for ever', async () => {
    const server = await createTestServer();
    for (const [day, StudyDate] of ['2020-01-01', 'ANON.x', '20200103', ''].entries()) {
      const study = { ...studyOf(`Odd^${String(day)}`, day), StudyDate };
      await server.stow([await encodeInstance(slice(0, study))]);
    }
    const { token } = await server.pairDevice();
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page: SearchAnswer = await find(server, token, 'odd', { limit: 1, after });
      found.push(...namesOf(page));
      after = page.next;
    } while (after !== null);
    expect(found.toSorted()).toEqual(['Odd^0', 'Odd^1', 'Odd^2', 'Odd^3']);
  });

  it('says what a list shows of each', async () => {
    const server = await serverWith('Müller^Änne');
    const { token } = await server.pairDevice();
    const [study] = (await find(server, token, '')).studies;
    expect(study?.isCorrected).toBe(false);
    expect(study?.StudyInstanceUID).toMatch(/^[0-9.]+$/);
    const attributes = study?.attributes ?? {};
    const shown = [tags.ModalitiesInStudy, tags.StudyDate].map((tag) => textOf(attributes, tag));
    expect(shown).toEqual(['CT', '20200110']);
    expect(attributes[tags.NumberOfStudyRelatedInstances]?.Value).toEqual([1]);
  });

  it('does not find what is in the trash, and finds by what was corrected', async () => {
    const server = await serverWith('Müller^Änne', 'Schmidt^Jan');
    const { token } = await server.pairDevice('device1');
    const [jan, anne] = (await find(server, token, '')).studies;
    const uid = anne?.StudyInstanceUID ?? '';
    const correct = { from: 'Müller^Änne', to: 'Meier^Änne', reason: '' };
    const janUid = jan?.StudyInstanceUID ?? '';
    const ops = [
      {
        ...opOf(1, 'study-patient.correct', studyPatientTarget(uid, 'x'), correct),
        field: 'PatientName',
      },
      opOf(2, 'study.reject', studyTarget(janUid), { reason: 'DUPLICATE' }),
    ];
    await server.post('/sync/v1/ops', token, { ops });
    const meier = await find(server, token, 'meier');
    expect(namesOf(meier)).toEqual(['Müller^Änne']);
    expect(meier.studies[0]?.isCorrected).toBe(true);
    expect(namesOf(await find(server, token, ''))).toEqual(['Müller^Änne']);
  });

  it('is for paired devices, bounded, and leaves no trace of what was looked for', async () => {
    const server = await serverWith('Müller^Änne');
    const { token } = await server.pairDevice();
    const statusOf = async (who: string | null, body: unknown): Promise<number> =>
      (await server.post('/sync/v1/search', who, body)).status;
    const asked = { text: 'muller', limit: 10, after: null };
    expect(await statusOf(null, asked)).toBe(401);
    expect(await statusOf(server.client, asked)).toBe(403);
    for (const wrong of [
      { limit: 0 },
      { limit: 101 },
      { limit: 1.5 },
      { text: 'x'.repeat(201) },
      { text: 7 },
      { after: 'x' },
      { after: 'x.2' },
    ])
      expect([wrong, await statusOf(token, { ...asked, ...wrong })]).toEqual([wrong, 400]);
    expect(await statusOf(token, asked)).toBe(200);
    expect(server.logged.join()).not.toMatch(/m.ller/i);
  });
});
