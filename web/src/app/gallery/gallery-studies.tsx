import type { ReactNode } from 'react';
import type { ImportOutcome, StudySummary } from '../../archive/archive-types.ts';
import { MarksPanel } from '../../annotations/marks-panel.tsx';
import { ImportLines } from '../../import/import-lines.tsx';
import { StudyRow } from '../../study-list/study-row.tsx';
import type { StudyStatus } from '../../study-list/study-status.ts';
import { Section } from '../../ui/page.tsx';

/** Of nobody; each row changes what it is about. */
const nobody: StudySummary = {
  key: 'gallery',
  StudyInstanceUID: '2.25.1',
  PatientName: 'Moss^Ada',
  PatientID: 'A-1',
  IssuerOfPatientID: '',
  PatientBirthDate: '19840312',
  PatientSex: 'F',
  PatientSpeciesDescription: '',
  PatientBreedDescription: '',
  ResponsiblePerson: '',
  PatientSexNeutered: '',
  OtherPatientIDs: '',
  StudyDate: '20261103',
  StudyTime: '104200',
  StudyDescription: 'Wrist right',
  AccessionNumber: '',
  ReferringPhysicianName: '',
  ModalitiesInStudy: ['DX'],
  BodyPartExamined: 'WRIST',
  seriesCount: 1,
  instanceCount: 20,
  byteLength: 36_000_000,
  addedAt: '2026-11-03T11:00:00.000Z',
  addedByIds: [],
  isSample: false,
  whereabouts: { instanceCount: 20, localCount: 20, serverCount: 0 },
  variantCount: 0,
  differing: [],
  thumbnailInstanceId: null,
  rejection: null,
};

interface RowState {
  readonly status: StudyStatus;
  readonly study?: Partial<StudySummary>;
  readonly kept?: 'ready' | 'not-ready';
  readonly damagedCount?: number;
  readonly isFavourite?: boolean;
  readonly isSelected?: boolean;
}

const long = {
  PatientName: 'Wolfeschlegelsteinhausenbergerdorff^Hubert Blaine Adolph^^Prof. Dr.',
  StudyDescription: 'Abdomen, follow-up of the long known changes of the left upper quadrant',
  ModalitiesInStudy: ['CT', 'PT', 'SR'],
};
const rows: readonly RowState[] = [
  { status: { kind: 'only-here' } },
  { status: { kind: 'sending', count: 7, total: 20 }, study: long, isFavourite: true },
  { status: { kind: 'failed' }, study: { differing: ['PatientName'] } },
  { status: { kind: 'part-on-server', count: 7, total: 20 }, study: { variantCount: 2 } },
  { status: { kind: 'both' }, kept: 'ready' },
  { status: { kind: 'part-here', count: 3, total: 20 }, kept: 'not-ready' },
  { status: { kind: 'both' }, kept: 'not-ready', damagedCount: 2 },
  { status: { kind: 'on-server' }, study: { PatientName: '山田^太郎', StudyDate: '' } },
  { status: { kind: 'sample' }, study: { PatientName: '', StudyDescription: '' } },
  { status: { kind: 'both' }, study: { PatientName: 'كريم^سمير' }, isSelected: true },
  { status: { kind: 'only-here' }, isSelected: false },
];

/** A row of the list in every state that it has. */
export function StudyRows(): ReactNode {
  return (
    <Section title="Studies">
      <div className="gallery-list">
        {rows.map(({ status, study, kept, damagedCount, isFavourite, isSelected }, index) => (
          <StudyRow
            key={`${index} ${status.kind}`}
            study={{ ...nobody, ...study }}
            status={status}
            href="/gallery"
            isActive
            selection={isSelected === undefined ? null : { isSelected, toggle: nothing }}
            onMenu={nothing}
            isFavourite={isFavourite ?? false}
            onFavourite={nothing}
            kept={kept ?? null}
            damagedCount={damagedCount ?? 0}
          />
        ))}
      </div>
    </Section>
  );
}

const outcome = (
  fileName: string,
  change: Partial<ImportOutcome> & Pick<ImportOutcome, 'outcome'>,
): ImportOutcome => ({ fileName, code: null, warnings: [], studyKey: null, ...change });

const outcomes: readonly ImportOutcome[] = [
  outcome('disc/IM0001', { outcome: 'stored' }),
  outcome('disc/IM0002', { outcome: 'stored', warnings: ['PATIENT_DIFFERS'] }),
  outcome('disc/IM0003', { outcome: 'duplicate' }),
  outcome('disc/IM0004', { outcome: 'variant' }),
  outcome('disc/a folder with a very long name/and another/README', {
    outcome: 'ignored',
    code: 'NOT_DICOM',
  }),
  outcome('disc/IM0005', { outcome: 'refused', code: 'TRUNCATED' }),
  outcome('disc/IM0006', { outcome: 'cancelled' }),
];

/** The lines of a report, each kind of them. */
export function ReportLines(): ReactNode {
  return (
    <Section title="Report of an import">
      <ImportLines outcomes={outcomes} />
    </Section>
  );
}

const line = {
  notes: [],
  place: 'Series 2 · frame 14',
  by: 'Dr. Vera Lind, 3 Nov, 10:42',
  unsaved: null,
  isSelected: false,
  canShow: true,
  canEditText: false,
};

/** The list of marks: full, and empty. */
export function MarkPanels(): ReactNode {
  const panel = {
    deleted: null,
    onShow: nothing,
    onDelete: nothing,
    onRetry: nothing,
    onEditText: nothing,
    onShowKeyImage: nothing,
    onUnstar: nothing,
    onStep: nothing,
    onTakeBack: nothing,
    onClose: nothing,
    onCopy: () => Promise.resolve({ tone: 'done' as const, words: 'Copied' }),
  };
  return (
    <Section title="Marks">
      <div className="gallery-panel">
        <MarksPanel
          {...panel}
          lines={[
            { ...line, id: '1', title: 'Length', values: ['41.7 mm in the patient'] },
            {
              ...line,
              id: '2',
              title: 'Ellipse',
              values: ['Area 320.4 mm²', 'Mean 41.2 HU', 'SD 12.9 HU'],
              notes: ['Values changed by lossy compression'],
              isSelected: true,
            },
            { ...line, id: '3', title: 'Arrow', values: [], unsaved: 'Not saved', canShow: false },
          ]}
          keyImages={[{ ...line, id: '4' }]}
        />
      </div>
    </Section>
  );
}

function nothing(): void {
  // The gallery changes nothing.
}
