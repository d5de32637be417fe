import type { ReactNode } from 'react';
import { formatPersonName } from '#shared/dicom/person-name.ts';
import type { PatientView } from '../live/patient-book.ts';
import { Button } from '../ui/button.tsx';
import { useText } from '../ui/use-text.ts';
import type { FormValues } from './form-values.ts';
import { typedName } from './patient-words.ts';

interface SameAsLastProps {
  readonly values: FormValues;
  readonly change: (next: Partial<FormValues>) => void;
  readonly patients: readonly PatientView[];
}

/** The owner and barn of the animal entered last: in a barn they are the same twenty times (WCAG 3.3.7). */
export function SameAsLast({ values, change, patients }: SameAsLastProps): ReactNode {
  const text = useText();
  if (values.owner !== '' || values.barn !== '') return null;
  const last = lastOwned(patients);
  if (last === null) return null;
  const { ResponsiblePerson, ResponsibleOrganization } = last.demographics;
  const owner = [formatPersonName(ResponsiblePerson), ResponsibleOrganization]
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <Button
      onPress={() => change({ owner: typedName(ResponsiblePerson), barn: ResponsibleOrganization })}
    >
      {text('patient.sameOwner', { owner })}
    </Button>
  );
}

function lastOwned(patients: readonly PatientView[]): PatientView | null {
  let last: PatientView | null = null;
  for (const patient of patients) {
    const { ResponsiblePerson, ResponsibleOrganization } = patient.demographics;
    if (patient.entered === null || ResponsiblePerson + ResponsibleOrganization === '') continue;
    if (last === null || patient.entered.createdAt > (last.entered?.createdAt ?? ''))
      last = patient;
  }
  return last;
}
