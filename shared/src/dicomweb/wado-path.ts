import { isUid } from '../dicom/uid.ts';

/** What a path below the DICOMweb base names (PS3.18 10.1.1); UIDs are checked, so none can leave its place. */
export interface DicomwebPath {
  readonly study?: string;
  readonly series?: string;
  readonly instance?: string;
  /** 1-based frame numbers, in the order asked for. */
  readonly frames?: readonly number[];
  /**
   * What of it: `self` retrieves, `studies`, `series`, `instances` search, the others are the resources of
   * PS3.18 Table 10.4.1-1. `bulkdata` carries the rest of the path in `rest`.
   */
  readonly view:
    | 'self'
    | 'studies'
    | 'series'
    | 'instances'
    | 'metadata'
    | 'rendered'
    | 'thumbnail'
    | 'frames'
    | 'bulkdata';
  readonly rest: readonly string[];
}

export type PathFault = 'NOT_FOUND' | 'UID_INVALID' | 'FRAMES_INVALID';

const views = new Set<string>(['metadata', 'rendered', 'thumbnail', 'bulkdata']);
/** A list of frames that a person or a viewer can mean. */
const frameListMax = 100_000;

/** Takes a path apart (`/studies/1.2/series/3.4/instances/5.6/frames/1,2`); answers with the fault where it is none of ours. */
export function parseDicomwebPath(path: string): DicomwebPath | PathFault {
  const steps = path.split('/').filter((step) => step !== '');
  const ids: { study?: string; series?: string; instance?: string } = {};
  const levels = [
    ['studies', 'study'],
    ['series', 'series'],
    ['instances', 'instance'],
  ] as const;
  let at = 0;
  for (const [word, key] of levels) {
    if (steps[at] !== word) continue;
    const uid = steps[at + 1];
    if (uid === undefined)
      return steps.length === at + 1 ? { ...ids, view: word, rest: [] } : 'NOT_FOUND';
    if (!isUid(uid)) return 'UID_INVALID';
    // An instance stands below its series, a series below its study; searches alone leave levels out.
    if (key !== 'study' && ids.study === undefined) return 'NOT_FOUND';
    if (key === 'instance' && ids.series === undefined) return 'NOT_FOUND';
    ids[key] = uid;
    at += 2;
  }
  return at === 0 ? 'NOT_FOUND' : resourceOf(ids, steps.slice(at));
}

function resourceOf(
  ids: Pick<DicomwebPath, 'study' | 'series' | 'instance'>,
  rest: readonly string[],
): DicomwebPath | PathFault {
  const [view, list, then, more] = rest;
  if (view === undefined) return { ...ids, view: 'self', rest: [] };
  if (view === 'bulkdata') return { ...ids, view, rest: rest.slice(1) };
  if (view !== 'frames') {
    return views.has(view) && rest.length === 1
      ? { ...ids, view: view as DicomwebPath['view'], rest: [] }
      : 'NOT_FOUND';
  }
  if (ids.instance === undefined || list === undefined || more !== undefined) return 'NOT_FOUND';
  const frames = parseFrameList(list);
  if (frames === null) return 'FRAMES_INVALID';
  if (then === undefined) return { ...ids, frames, view: 'frames', rest: [] };
  return then === 'rendered' || then === 'thumbnail'
    ? { ...ids, frames, view: then, rest: [] }
    : 'NOT_FOUND';
}

/** Reads `1,2,3` (PS3.18 10.1.2): 1-based numbers; null for anything else, 0 included. */
export function parseFrameList(text: string): number[] | null {
  const parts = text.replaceAll(/%2[Cc]/g, ',').split(',');
  if (parts.length > frameListMax) return null;
  const frames = parts.map((part) => (/^[0-9]{1,9}$/.test(part.trim()) ? Number(part) : 0));
  return frames.every((frame) => frame >= 1) ? frames : null;
}

/** Path of a study, series or instance below the DICOMweb base. */
export function instancePath(study: string, series?: string, instance?: string): string {
  const seriesPart = series === undefined ? '' : `/series/${series}`;
  return `/studies/${study}${seriesPart}${instance === undefined ? '' : `/instances/${instance}`}`;
}
