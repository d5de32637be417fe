import type { Result } from '../failure/result.ts';
import { fail, ok } from '../failure/result.ts';
import type { DicomDataset, DicomElement, DicomValue } from '../dicom/dicom-json.ts';
import { isItem } from '../dicom/element-access.ts';
import { tags } from '../dicom/tag.ts';
import { isVr } from '../dicom/vr.ts';

/**
 * Makes the DICOM JSON Model for the wire (PS3.18 Annex F) of a data set as it is held: no group 0002, no
 * group lengths, empty elements without Value (F.2.5), the character set transcoded to ISO_IR 192 (10.4.1.1.2),
 * every value that stayed in the file under the URI that `bulkDataURI` gives it; null leaves the value out.
 */
export function toDicomJson(
  dataset: DicomDataset,
  bulkDataURI: (path: readonly string[], element: DicomElement) => string | null,
  path: readonly string[] = [],
): DicomDataset {
  const wire: Record<string, DicomElement> = {};
  for (const tag of Object.keys(dataset).sort()) {
    const element = dataset[tag];
    if (element === undefined || tag.startsWith('0002') || tag.endsWith('0000')) continue;
    wire[tag] = wireElement(element, bulkDataURI, [...path, tag]);
  }
  if (dataset[tags.SpecificCharacterSet] !== undefined || path.length === 0) {
    wire[tags.SpecificCharacterSet] = { vr: 'CS', Value: ['ISO_IR 192'] };
  }
  return wire;
}

function wireElement(
  element: DicomElement,
  bulkDataURI: (path: readonly string[], element: DicomElement) => string | null,
  path: readonly string[],
): DicomElement {
  const { vr, Value, InlineBinary } = element;
  if (element.BulkDataURI !== undefined) {
    const uri = bulkDataURI(path, element);
    return uri === null ? { vr } : { vr, BulkDataURI: uri };
  }
  if (InlineBinary !== undefined) return InlineBinary === '' ? { vr } : { vr, InlineBinary };
  if (Value === undefined || Value.length === 0) return { vr };
  if (vr !== 'SQ') return { vr, Value };
  const items = Value.filter(isItem).map((item, index) =>
    toDicomJson(item, bulkDataURI, [...path, String(index)]),
  );
  return { vr, Value: items };
}

export interface DicomJsonFailure {
  readonly code: 'NOT_DICOM_JSON' | 'NESTING_TOO_DEEP';
  readonly path: string;
}

const nestingMax = 64;

/** Reads one data set of the DICOM JSON Model that came from outside; anything out of form is a failure, nothing is guessed. */
export function fromDicomJson(json: unknown): Result<DicomDataset, DicomJsonFailure> {
  const fault = faultIn(json, '', 0);
  return fault === null ? ok(json as DicomDataset) : fail(fault);
}

function faultIn(json: unknown, path: string, depth: number): DicomJsonFailure | null {
  if (depth > nestingMax) return { code: 'NESTING_TOO_DEEP', path };
  if (!isObject(json)) return { code: 'NOT_DICOM_JSON', path };
  for (const [tag, element] of Object.entries(json)) {
    const own = `${path}/${tag.slice(0, 8)}`;
    if (!/^[0-9A-F]{8}$/.test(tag) || !isObject(element))
      return { code: 'NOT_DICOM_JSON', path: own };
    const fault = elementFault(element, own, depth);
    if (fault !== null) return fault;
  }
  return null;
}

function elementFault(
  element: Readonly<Record<string, unknown>>,
  path: string,
  depth: number,
): DicomJsonFailure | null {
  const { vr, Value, InlineBinary, BulkDataURI } = element;
  const wrong = { code: 'NOT_DICOM_JSON', path } as const;
  const forms = [Value, InlineBinary, BulkDataURI].filter((form) => form !== undefined);
  if (typeof vr !== 'string' || !isVr(vr) || forms.length > 1) return wrong;
  if (InlineBinary !== undefined && typeof InlineBinary !== 'string') return wrong;
  if (BulkDataURI !== undefined && typeof BulkDataURI !== 'string') return wrong;
  if (Value === undefined) return null;
  if (!Array.isArray(Value)) return wrong;
  for (const value of Value as unknown[]) {
    if (vr === 'SQ') {
      const fault = faultIn(value ?? {}, path, depth + 1);
      if (fault !== null) return fault;
    } else if (!isPlainValue(vr, value)) {
      return wrong;
    }
  }
  return null;
}

function isPlainValue(vr: string, value: unknown): value is DicomValue {
  if (value === null) return true;
  if (vr !== 'PN') return typeof value === 'string' || typeof value === 'number';
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([group, text]) =>
        ['Alphabetic', 'Ideographic', 'Phonetic'].includes(group) && typeof text === 'string',
    )
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
