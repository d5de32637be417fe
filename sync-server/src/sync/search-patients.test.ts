import { describe, expect, it } from 'vitest';
import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import type { Op } from '#shared/sync/op.ts';
import { patientTarget, studyPatientTarget } from '#shared/sync/patient-op.ts';
import type { SearchAnswer } from '#shared/sync/protocol.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { createTestServer, opOf, seed, slice } from '../testing/test-server.ts';

const study = { ...seed, seed: 'barn', PatientName: 'Nameless', PatientID: 'X1' };
const uid = textOf(slice(0, study).dataset, tags.StudyInstanceUID);
const ofStudy = studyPatientTarget(uid, 'x');
const [bella, rex] = [patientTarget('b'.repeat(21) + 'A'), patientTarget('r'.repeat(21) + 'A')];
const entered = {
  PatientName: 'Huber^Bella',
  PatientID: 'P-77',
  ResponsiblePerson: 'Bauer^Ánna',
  OtherPatientIDs: 'RFID:276 098 102',
};

/** A device that says one thing after another, each knowing of those before, and what is found then. */
async function barn() {
  const server = await createTestServer();
  const { token } = await server.pairDevice('device1');
  const said: string[] = [];
  return {
    arrive: async () => server.stow([await encodeInstance(slice(0, study))]),
    say: async (
      kind: string,
      target: Op['target'],
      value: unknown,
      field = '',
      base: readonly string[] = [...said],
    ) => {
      const op = { ...opOf(said.length + 1, kind, target, value), field, base };
      said.push(op.id);
      const answer = await server.post('/sync/v1/ops', token, { ops: [op] });
      expect(answer.status).toBe(200);
    },
    finds: async (text: string): Promise<SearchAnswer['studies']> => {
      const asked = { text, limit: 10, after: null };
      const answer = await server.post('/sync/v1/search', token, asked);
      return ((await answer.json()) as SearchAnswer).studies;
    },
  };
}

async function found(
  { finds }: Awaited<ReturnType<typeof barn>>,
  ...texts: readonly string[]
): Promise<readonly string[]> {
  const hits: string[] = [];
  for (const text of texts) if ((await finds(text)).length === 1) hits.push(text);
  return hits;
}

const words = ['huber bella', 'p-77', 'anna', '276098102', '098'];

describe('a study linked to a patient that was entered on a device', () => {
  it('is found by every name and number of the patient, whichever of the three came last: it was found by its file alone', async () => {
    const steps = {
      arrive: (server: Awaited<ReturnType<typeof barn>>) => server.arrive(),
      create: (server: Awaited<ReturnType<typeof barn>>) =>
        server.say('patient.create', bella, entered),
      link: (server: Awaited<ReturnType<typeof barn>>) =>
        server.say('study-patient.link', ofStudy, { patientId: bella.id }),
    };
    for (const order of [
      ['arrive', 'create', 'link'],
      ['link', 'create', 'arrive'],
      ['arrive', 'link', 'create'],
    ] as const) {
      const server = await barn();
      for (const step of order) await steps[step](server);
      expect([order, await found(server, ...words)]).toEqual([order, words]);
      // By what its file says, too.
      expect(await found(server, 'nameless', 'x1')).toHaveLength(2);
      expect((await server.finds('bella'))[0]?.isCorrected).toBe(true);
    }
  });

  it('is found by what the patient shows after a correction, a merge, and no more once it was unlinked', async () => {
    const server = await barn();
    await server.arrive();
    await server.say('patient.create', bella, entered);
    await server.say('study-patient.link', ofStudy, { patientId: bella.id });
    const other = { value: 'Gruber^Bella', reason: 'misheard' };
    await server.say('patient.set', bella, other, 'PatientName');
    expect(await found(server, 'huber bella', 'gruber', 'p-77')).toEqual(['gruber', 'p-77']);
    await server.say('patient.create', rex, { PatientName: 'Rexer^Rex', PatientID: 'R-1' });
    await server.say('patient.merge', bella, { into: rex.id });
    expect(await found(server, 'rexer', 'r-1', 'gruber')).toEqual(['rexer', 'r-1']);
    // The one that it was merged into is corrected: nothing names the study there.
    await server.say('patient.set', rex, { value: 'R-2', reason: '' }, 'PatientID');
    expect(await found(server, 'r-1', 'r-2')).toEqual(['r-2']);
    await server.say('patient.discard', rex, { isDiscarded: true });
    expect(await found(server, 'rexer', 'nameless')).toEqual(['nameless']);
    await server.say('patient.discard', rex, { isDiscarded: false });
    await server.say('patient.merge', bella, { into: null });
    expect(await found(server, 'rexer', 'gruber')).toEqual(['gruber']);
    await server.say('study-patient.link', ofStudy, { patientId: null });
    expect(await found(server, 'gruber', 'p-77', 'nameless')).toEqual(['nameless']);
    expect((await server.finds('nameless'))[0]?.isCorrected).toBe(false);
  });

  it('is found by both of two names that were written at the same time', async () => {
    const server = await barn();
    await server.arrive();
    await server.say('patient.create', bella, entered);
    await server.say('study-patient.link', ofStudy, { patientId: bella.id });
    const { id } = opOf(1, '', bella);
    for (const value of ['Maier^Bella', 'Meyer^Bella']) {
      await server.say('patient.set', bella, { value, reason: '' }, 'PatientName', [id]);
    }
    expect(await found(server, 'huber bella', 'maier', 'meyer')).toEqual(['maier', 'meyer']);
  });
});
