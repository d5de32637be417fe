/** Generated studies of the people whose days the job stories tell. */
import type { SyntheticInstance } from '../../shared/testing/synthetic-instance.ts';
import { dxView } from '../../shared/testing/synthetic-instance.ts';
import { codeOf, datasetOf, type StudyPlan } from '../../shared/testing/synthetic-modules.ts';

/** One DX image a view; its text goes into SeriesDescription, each view into a series of its own as panels send them. */
function views(
  study: StudyPlan,
  names: readonly string[],
  region: Parameters<typeof datasetOf>[0],
): SyntheticInstance[] {
  return names.map((name, index) => {
    const view = dxView({
      study,
      index: 0,
      count: 1,
      rows: 320,
      columns: 256,
      SeriesNumber: index + 1,
    });
    const words = datasetOf({ SeriesDescription: name, ...region });
    return { ...view, dataset: { ...view.dataset, ...words } };
  });
}

const doe = {
  PatientName: 'Doe^Jane',
  PatientID: 'MRN-4711',
  PatientBirthDate: '19840312',
  PatientSex: 'F',
};

/** Two views of a right wrist, with the marker of its side. */
export function wristStudy(seed: string, StudyDate: string): SyntheticInstance[] {
  const study = { seed: `story/${seed}`, StudyDate, StudyDescription: 'Wrist right', ...doe };
  return views(study, ['Wrist AP', 'Wrist lateral'], {
    BodyPartExamined: 'WRIST',
    ImageLaterality: 'R',
    AnatomicRegionSequence: codeOf('74670003', 'SCT', 'Wrist'),
  });
}

/** A left wrist of a patient of whom nobody has heard yet. */
export function otherWrist(): SyntheticInstance[] {
  const study = {
    seed: 'story/left',
    StudyDate: '20261103',
    StudyDescription: 'Wrist left',
    PatientName: 'Okafor^Tom',
    PatientID: 'MRN-5120',
  };
  return views(study, ['Wrist AP'], {
    BodyPartExamined: 'WRIST',
    ImageLaterality: 'L',
    AnatomicRegionSequence: codeOf('74670003', 'SCT', 'Wrist'),
  });
}

const comet = {
  PatientName: 'Comet',
  PatientID: 'H-1',
  PatientBirthDate: '',
  PatientSex: '',
  animal: { species: 'Equine', breed: 'Hanoverian', owner: 'Moss^Ada' },
};

/** Four views of a horse's front feet, as a panel writes them on a card: with the chip, without the barn. */
export function hoofStudy(): SyntheticInstance[] {
  const study = { seed: 'story/hoof', StudyDescription: 'Front feet', ...comet };
  const named = ['LF LM', 'LF DP', 'RF LM', 'RF DP'];
  return views(study, named, {
    BodyPartExamined: 'FOOT',
    OtherPatientIDs: '276 098106123456',
    AnatomicRegionSequence: codeOf('56459004', 'SCT', 'Foot'),
  });
}
