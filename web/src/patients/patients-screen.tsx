import './patients.css';
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import PawPrint from 'lucide-react/icons/paw-print';
import UserRound from 'lucide-react/icons/user-round';
import UserRoundPlus from 'lucide-react/icons/user-round-plus';
import UserSearch from 'lucide-react/icons/user-search';
import { searchFold } from '#shared/dicom/person-name.ts';
import { type Demographics, noDemographics } from '#shared/patient/demographics.ts';
import { isAnimal } from '#shared/patient/species.ts';
import { useArchive } from '../live/archive-provider.tsx';
import type { PatientView } from '../live/patient-book.ts';
import { usePatients } from '../live/use-patients.ts';
import { usePeople } from '../live/use-people.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useText, useWording } from '../ui/use-text.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import type { PatientKind } from './form-values.ts';
import { kindOfNewFor } from './kind-of-new.ts';
import { enterNew, said } from './patient-deeds.ts';
import { PatientForm } from './patient-form.tsx';
import { patientFacts, patientName } from './patient-words.ts';
import { useDeed } from './use-deed.ts';

interface PatientsScreenProps {
  readonly patientHref: (patientKey: string) => string;
  readonly onOpen: (patientKey: string) => void;
  /** With the form open: somebody came to enter one. */
  readonly startsNew: boolean;
}

/** All patients and animals of this device: found, opened, entered. */
export function PatientsScreen({ patientHref, onOpen, startsNew }: PatientsScreenProps): ReactNode {
  const text = useText();
  const { patients, isLoaded } = usePatients();
  const [typed, setTyped] = useState('');
  const people = usePeople();
  const [isNew, setNew] = useState(startsNew);
  const query = useDeferredValue(typed);
  const found = useMemo(() => findPatients(patients, query), [patients, query]);
  return (
    <Page
      title={text('patient.all')}
      backHref="/"
      actions={
        <Button variant="primary" icon={UserRoundPlus} onPress={() => setNew(true)}>
          {text('patient.new')}
        </Button>
      }
    >
      <TextField
        label={text('patient.search')}
        value={typed}
        onChange={setTyped}
        description={text('patient.count', { found: found.length, count: patients.length })}
      />
      {!isLoaded ? (
        <Spinner label={text('ui.loading')} />
      ) : found.length === 0 ? (
        <EmptyState
          icon={UserSearch}
          title={text(patients.length === 0 ? 'patient.noneTitle' : 'patient.noneFound')}
        >
          <p>{text('patient.noneWords')}</p>
        </EmptyState>
      ) : (
        <VirtualList
          className="patient-list"
          label={text('patient.all')}
          items={found}
          keyOf={({ key }) => key}
          initialScrollTopPx={0}
          onScrollTop={() => undefined}
          renderRow={(patient, isActive) => (
            <PatientRow patient={patient} isActive={isActive} href={patientHref(patient.key)} />
          )}
        />
      )}
      {isNew && isLoaded && people.isLoaded ? (
        <NewPatientForm
          kindOfNew={kindOfNewFor(people.current?.profession ?? '', patients)}
          onOpen={onOpen}
          onClose={() => setNew(false)}
        />
      ) : null}
    </Page>
  );
}

interface NewPatientFormProps extends Pick<PatientsScreenProps, 'onOpen'> {
  readonly kindOfNew: PatientKind;
  readonly onClose: () => void;
}

function NewPatientForm({ kindOfNew, onOpen, onClose }: NewPatientFormProps): ReactNode {
  const text = useText();
  const archive = useArchive();
  const { isBusy, failure, run } = useDeed();
  const save = async (patient: Demographics): Promise<void> => {
    const key = await run(() => enterNew(archive, said(patient)), text('patient.entered'));
    if (key !== null) onOpen(key);
  };
  return (
    <PatientForm
      title={text('patient.newTitle')}
      saveLabel={text('patient.save')}
      initial={noDemographics}
      kindOfNew={kindOfNew}
      isBusy={isBusy}
      failure={failure}
      onClose={onClose}
      onSave={(patient) => void save(patient)}
    />
  );
}

interface PatientRowProps {
  readonly patient: PatientView;
  readonly href: string;
  readonly isActive: boolean;
}

function PatientRow({ patient, href, isActive }: PatientRowProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const { demographics } = patient;
  const Icon = isAnimal(demographics) ? PawPrint : UserRound;
  return (
    <a className="patient-row" href={href} tabIndex={isActive ? 0 : -1} data-row-focus>
      <Icon className="icon patient-row-icon" aria-hidden />
      <span className="patient-row-words">
        <bdi className="patient-row-name">{patientName(demographics, text)}</bdi>
        <span className="patient-row-facts">{patientFacts(demographics, wording).join(' · ')}</span>
      </span>
      {patient.isAsking ? (
        <Chip tone="conflict" icon={UserSearch}>
          {text('patient.match')}
        </Chip>
      ) : null}
      <span className="patient-row-count">
        {text('patient.studyCount', { count: patient.studies.length })}
      </span>
    </a>
  );
}

const foldedTexts = new WeakMap<PatientView, string>();

function foldedTextOf(patient: PatientView): string {
  const known = foldedTexts.get(patient);
  if (known !== undefined) return known;
  const made = searchFold(
    [
      ...Object.values(patient.demographics),
      // A temporary one stands on what was labelled by hand, also when the real one is known.
      patient.entered?.fields.PatientID.shown?.value ?? '',
      ...patient.studies.flatMap(({ PatientName, PatientID }) => [PatientName, PatientID]),
    ].join(' '),
  );
  foldedTexts.set(patient, made);
  return made;
}

function findPatients(patients: readonly PatientView[], query: string): readonly PatientView[] {
  const words = searchFold(query)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return patients;
  return patients.filter((patient) => {
    const text = foldedTextOf(patient);
    return words.every((word) => text.includes(word));
  });
}
