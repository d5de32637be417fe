import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUid } from '../dicom/uid.ts';
import { foldPatient, foldStudyPatient, rootPatientId } from './fold-patients.ts';
import { foldStudy } from './fold-study.ts';
import { tickHlc } from './hlc.ts';
import type { Op, OpUser } from './op.ts';
import { numberOp, type OpDraft } from './op-id.ts';
import { parseOp } from './parse-op.ts';
import {
  correctStudyDraft,
  createPatientDraft,
  discardPatientDraft,
  linkStudyDraft,
  mergePatientDraft,
  patientTarget,
  setPatientDraft,
  studyPatientTarget,
} from './patient-op.ts';

const ana: OpUser = { id: 'u1', name: 'Ana', profession: 'radiologist' };
const ben: OpUser = { id: 'u2', name: 'Ben', profession: 'vet' };
const bella = patientTarget('AAAAAAAAAAAAAAAAAAAAAA');
const other = 'BBBBBBBBBBBBBBBBBBBBBA';
const study = studyPatientTarget('1.2.3', 'id\n7\n');
const t0 = 1_700_000_000_000;

/** A device that knows some operations and writes more. */
class Device {
  readonly ops: Op[] = [];
  private n = 0;
  private last = '';
  private readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  write(draft: OpDraft, atMs: number): Op {
    this.n += 1;
    this.last = tickHlc(this.last, t0 + atMs, this.name);
    const op = numberOp(draft, { deviceId: this.name, epoch: 'e', n: this.n }, this.last);
    this.ops.push(op);
    return op;
  }
  learn(ops: readonly Op[]): void {
    for (const op of ops) if (!this.ops.some(({ id }) => id === op.id)) this.ops.push(op);
  }
}

function correct(device: Device, to: string | null, atMs: number): Op {
  const value = { from: 'Bela', to, reason: 'typing' };
  return device.write(correctStudyDraft(study, ana, 'PatientName', value, device.ops), atMs);
}

const nameOf = (ops: readonly Op[]) => foldStudyPatient(ops)?.corrections.get('PatientName');

describe('folding patients', () => {
  it('a patient is what was entered, then what was changed, with all of it kept', () => {
    const a = new Device('a');
    a.write(createPatientDraft(bella, ana, { PatientName: 'Bela', PatientSex: 'F' }), 1);
    const set = { value: 'Bella', reason: 'typing' };
    a.write(setPatientDraft(bella, ben, 'PatientName', set, a.ops), 2);
    const patient = foldPatient(a.ops);
    expect(patient?.fields.PatientName).toMatchObject({
      shown: { value: 'Bella', reason: 'typing', author: ben },
      isContested: false,
      written: [{ value: 'Bela', state: 'replaced' }, { state: 'shown' }],
    });
    expect(patient?.fields.PatientSex.shown?.value).toBe('F');
    expect(foldPatient(a.ops.slice(1)), 'not before its creation is known').toBeNull();
  });

  it('two who do not know of each other are both kept and told, until somebody decides', () => {
    const [a, b] = [new Device('a'), new Device('b')];
    correct(a, 'Bella', 10);
    correct(b, 'Belle', 5);
    const both = [...a.ops, ...b.ops];
    expect(nameOf(both)).toMatchObject({
      shown: { value: 'Bella', from: 'Bela' },
      isContested: true,
      written: [{ value: 'Belle', state: 'concurrent' }, {}],
    });
    b.learn(a.ops);
    correct(b, 'Belle', 6);
    expect(nameOf(b.ops)).toMatchObject({ shown: { value: 'Belle' }, isContested: false });
  });

  it('a correction is taken back, and stays in the history', () => {
    const a = new Device('a');
    correct(a, 'Bella', 1);
    correct(a, null, 2);
    expect(nameOf(a.ops)).toMatchObject({
      shown: { value: null },
      written: [{ value: 'Bella', state: 'replaced' }, {}],
    });
  });

  it('a study is linked, and let go again', () => {
    const a = new Device('a');
    a.write(linkStudyDraft(study, ana, bella.id, a.ops), 1);
    expect(foldStudyPatient(a.ops)?.link.shown?.value).toBe(bella.id);
    a.write(linkStudyDraft(study, ana, null, a.ops), 2);
    expect(foldStudyPatient(a.ops)?.link.shown?.value).toBeNull();
  });

  it('a patient entered by mistake is taken away, and brought back', () => {
    const a = new Device('a');
    a.write(createPatientDraft(bella, ana, {}), 1);
    expect(foldPatient(a.ops)?.isDiscarded).toBe(false);
    a.write(discardPatientDraft(bella, ana, true, a.ops), 2);
    expect(foldPatient(a.ops)?.isDiscarded).toBe(true);
    a.write(discardPatientDraft(bella, ana, false, a.ops), 3);
    expect(foldPatient(a.ops)?.isDiscarded).toBe(false);
  });

  it('merging is followed, taken back, and ends in a circle', () => {
    const a = new Device('a');
    a.write(createPatientDraft(bella, ana, {}), 1);
    a.write(mergePatientDraft(bella, ana, other, a.ops), 2);
    expect(foldPatient(a.ops)?.mergedInto.shown?.value).toBe(other);
    a.write(mergePatientDraft(bella, ana, null, a.ops), 3);
    expect(foldPatient(a.ops)?.mergedInto.shown?.value).toBeNull();
    const into = new Map([
      ['x', 'c'],
      ['c', 'b'],
      ['b', 'c'],
    ]);
    const root = (id: string) => rootPatientId(id, (at) => into.get(at) ?? null);
    expect([root('x'), root('b'), root('c'), root('q')]).toEqual(['b', 'b', 'b', 'q']);
  });

  it('[MERGE6] is a function of the set: any order, any repetition', () => {
    const act = fc.record({ device: fc.nat(2), what: fc.nat(5), learns: fc.boolean() });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 14 }), fc.infiniteStream(fc.nat()), (acts, chance) => {
        const devices = ['a', 'b', 'c'].map((name) => new Device(name));
        for (const [index, { device, what, learns }] of acts.entries()) {
          const at = devices[device] ?? new Device('x');
          if (learns) for (const from of devices) at.learn(from.ops);
          const value = { value: `v${index}`, reason: '' };
          if (what === 0) at.write(createPatientDraft(bella, ana, { PatientName: 'n' }), index);
          if (what === 1)
            at.write(setPatientDraft(bella, ana, 'PatientName', value, at.ops), index);
          if (what === 2)
            at.write(mergePatientDraft(bella, ana, index % 2 ? other : null, at.ops), index);
          if (what === 5) at.write(discardPatientDraft(bella, ana, index % 2 === 0, at.ops), index);
          if (what === 3) correct(at, index % 3 ? `c${index}` : null, index);
          if (what === 4)
            at.write(linkStudyDraft(study, ana, index % 2 ? other : null, at.ops), index);
        }
        const all = devices.flatMap(({ ops }) => ops);
        const shuffled = [...all, ...all.filter((_, index) => index % 2 === 0)]
          .map((op) => ({ op, at: chance.next().value }))
          .toSorted((x, y) => x.at - y.at)
          .map(({ op }) => op);
        expect(foldPatient(shuffled)).toEqual(foldPatient(all));
        expect(foldStudyPatient(shuffled)).toEqual(foldStudyPatient(all));
      }),
    );
  });

  it('[OP6] values of another version are passed over, and the wire lets its own through', () => {
    const a = new Device('a');
    const created = a.write(createPatientDraft(bella, ana, { PatientName: 'Bella' }), 1);
    const odd = a.write(
      { ...setPatientDraft(bella, ana, 'PatientName', { value: '', reason: '' }, a.ops), value: 7 },
      2,
    );
    const bad = a.write({ ...linkStudyDraft(study, ana, null, []), value: { patientId: 'x' } }, 3);
    expect(foldPatient([created, odd])?.fields.PatientName.shown?.value).toBe('Bella');
    expect(foldStudyPatient([bad])?.link.shown).toBeNull();
    for (const op of a.ops) expect(parseOp(JSON.parse(JSON.stringify(op)))).toEqual(op);
    expect(isUid(patientTarget('__--__--__--__--__--_w').StudyInstanceUID)).toBe(true);
    expect(bella.StudyInstanceUID).toBe('2.25.0');
  });

  it('whose a study is changes nothing in whether it is in the trash', () => {
    const a = new Device('a');
    a.write(linkStudyDraft(study, ana, bella.id, a.ops), 1);
    correct(a, 'Bella', 2);
    expect(foldStudy('1.2.3', a.ops)).toMatchObject({ rejection: null, contested: false });
  });
});
