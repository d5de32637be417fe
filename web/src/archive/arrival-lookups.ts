import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import type { Arrival } from './arrival.ts';
import type { KeyBundle } from './key-session.ts';
import { lookupKeys, type LookupKind } from './lookup-key.ts';
import { patientIdentity } from './study-body.ts';
import { studyLookupText } from './study-lookup.ts';

/** All keys under which what an arrival meets may be found; the first of each is the one to write. */
export interface ArrivalLookups {
  readonly instance: readonly string[];
  readonly sop: readonly string[];
  readonly study: readonly string[];
  readonly uid: readonly string[];
  readonly patient: readonly string[];
  readonly hasPatientId: boolean;
}

export interface KeyedArrival extends Arrival {
  readonly lookups: ArrivalLookups;
}

/** Computes the lookup keys of a batch; those of study and patient once for all its instances. */
export async function withLookups(
  bundle: KeyBundle,
  arrivals: readonly Arrival[],
): Promise<readonly KeyedArrival[]> {
  const known = new Map<string, Promise<readonly string[]>>();
  const cached = (kind: LookupKind, text: string): Promise<readonly string[]> => {
    const name = `${kind}|${text}`;
    const found = known.get(name) ?? lookupKeys(bundle, kind, text);
    known.set(name, found);
    return found;
  };
  return Promise.all(
    arrivals.map(async (arrival) => {
      const { body, header, isSample } = arrival;
      const patient = patientIdentity(header.dataset);
      const study = studyLookupText(body.StudyInstanceUID, patient, isSample);
      const lookups: ArrivalLookups = {
        instance: await lookupKeys(bundle, 'instance', body.sha256),
        sop: await lookupKeys(bundle, 'sop', body.SOPInstanceUID),
        study: await cached('study', study),
        uid: await cached('study-uid', body.StudyInstanceUID),
        patient: await cached('patient', patient),
        hasPatientId: textOf(header.dataset, tags.PatientID) !== '',
      };
      return { ...arrival, lookups };
    }),
  );
}
