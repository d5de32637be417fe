import { type FormEvent, type ReactNode, useState } from 'react';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { Demographics } from '#shared/patient/demographics.ts';
import { species } from '#shared/patient/species.ts';
import { usePatients } from '../live/use-patients.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceGroup } from '../ui/choice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useText } from '../ui/use-text.ts';
import { demographicsFrom, valuesOf, type FormValues, type PatientKind } from './form-values.ts';
import { SameAsLast } from './same-as-last.tsx';

interface PatientFormProps {
  readonly title: string;
  readonly saveLabel: string;
  readonly initial: Demographics;
  readonly onClose: () => void;
  readonly onSave: (patient: Demographics, reason: string) => void;
  /** Whom the form is for while nothing is known of them. */
  readonly kindOfNew?: PatientKind;
  /** A correction: says why. */
  readonly asksReason?: boolean;
  readonly isBusy: boolean;
  /** Why the last try to save has failed; the form stays as it is. */
  readonly failure: string | null;
}

const formId = 'patient-form';

/** Entering or correcting who a patient is: a person or an animal, as little as is known. */
export function PatientForm(props: PatientFormProps): ReactNode {
  const { title, saveLabel, initial, onClose, onSave, asksReason = false, isBusy, failure } = props;
  const text = useText();
  const [begun] = useState(() => valuesOf(initial, props.kindOfNew));
  const [values, setValues] = useState(begun);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const change = (next: Partial<FormValues>): void => setValues((now) => ({ ...now, ...next }));
  const errors = {
    name: isTried && values.name.trim() === '' && values.chip.trim() === '',
    reason: isTried && asksReason && reason.trim() === '',
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (values.name.trim() === '' && values.chip.trim() === '') return;
    if (asksReason && reason.trim() === '') return;
    onSave(demographicsFrom(values, initial), reason.trim());
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      hasTyped={reason !== '' || !isSameForm(values, begun)}
      actions={
        <>
          <Button onPress={onClose}>{text('ui.cancel')}</Button>
          <SubmitButton label={saveLabel} isBusy={isBusy} />
        </>
      }
    >
      <form id={formId} className="form patient-form" onSubmit={submit}>
        <ChoiceGroup<PatientKind>
          label={text('patient.kind')}
          layout="segments"
          isLabelHidden
          choices={[
            { value: 'animal', label: text('patient.animal') },
            { value: 'person', label: text('patient.person') },
          ]}
          value={values.kind}
          onChange={(kind) => change({ kind })}
        />
        {values.kind === 'animal' ? <AnimalFields values={values} change={change} /> : null}
        <TextField
          label={text(values.kind === 'animal' ? 'patient.animalName' : 'patient.personName')}
          value={values.name}
          onChange={(name) => change({ name })}
          error={errors.name ? text('patient.nameNeeded') : null}
          {...(values.kind === 'person' ? { description: text('patient.nameHint') } : {})}
          maxLength={60}
          isRequired
          takesFocus
        />
        {values.kind === 'animal' ? <OwnerFields values={values} change={change} /> : null}
        <CommonFields values={values} change={change} />
        {asksReason ? (
          <ReasonField reason={reason} isMissing={errors.reason} onChange={setReason} />
        ) : null}
        {failure === null ? null : (
          <Notice tone="failed" icon={TriangleAlert} title={failure} isLive />
        )}
      </form>
    </Dialog>
  );
}

interface ReasonFieldProps {
  readonly reason: string;
  readonly isMissing: boolean;
  readonly onChange: (reason: string) => void;
}

function ReasonField({ reason, isMissing, onChange }: ReasonFieldProps): ReactNode {
  const text = useText();
  return (
    <TextField
      label={text('patient.reason')}
      value={reason}
      onChange={onChange}
      error={isMissing ? text('patient.reasonNeeded') : null}
      description={text('patient.reasonHint')}
      maxLength={200}
      isRequired
    />
  );
}

function isSameForm(a: FormValues, b: FormValues): boolean {
  return (Object.keys(a) as (keyof FormValues)[]).every((name) => a[name] === b[name]);
}

/** At the foot of the dialog, outside of the form that it sends. */
function SubmitButton({
  label,
  isBusy,
}: {
  readonly label: string;
  readonly isBusy: boolean;
}): ReactNode {
  return (
    <Button
      variant="primary"
      isPending={isBusy}
      onPress={() => {
        const form = document.querySelector(`#${formId}`);
        if (form instanceof HTMLFormElement) form.requestSubmit();
      }}
    >
      {label}
    </Button>
  );
}

interface FieldsProps {
  readonly values: FormValues;
  readonly change: (next: Partial<FormValues>) => void;
}

function AnimalFields({ values, change }: FieldsProps): ReactNode {
  const text = useText();
  return (
    <>
      <ChoiceGroup
        label={text('patient.field.PatientSpeciesDescription')}
        layout="segments"
        choices={[
          ...species.map(({ name }) => ({
            value: name as string,
            label: text(`patient.species.${name}`),
          })),
          { value: 'other', label: text('patient.species.other') },
        ]}
        value={values.species === '' ? null : values.species}
        onChange={(chosen) => change({ species: chosen })}
      />
      {values.species === 'other' ? (
        <TextField
          label={text('patient.otherSpecies')}
          value={values.otherSpecies}
          onChange={(otherSpecies) => change({ otherSpecies })}
          maxLength={60}
        />
      ) : null}
    </>
  );
}

function OwnerFields({ values, change }: FieldsProps): ReactNode {
  const text = useText();
  return (
    <>
      <TextField
        label={text('patient.field.PatientBreedDescription')}
        value={values.breed}
        onChange={(breed) => change({ breed })}
        maxLength={60}
      />
      <TextField
        label={text('patient.field.ResponsiblePerson')}
        value={values.owner}
        onChange={(owner) => change({ owner })}
        description={text('patient.nameHint')}
        maxLength={60}
      />
      <TextField
        label={text('patient.field.ResponsibleOrganization')}
        value={values.barn}
        onChange={(barn) => change({ barn })}
        maxLength={60}
      />
      <SameAsLast values={values} change={change} patients={usePatients().patients} />
      <TextField
        label={text('patient.chip')}
        value={values.chip}
        onChange={(chip) => change({ chip })}
        maxLength={40}
        inputMode="numeric"
        isCode
      />
      <TextField
        label={text('patient.passport')}
        value={values.passport}
        onChange={(passport) => change({ passport })}
        maxLength={60}
        isCode
      />
    </>
  );
}

function CommonFields({ values, change }: FieldsProps): ReactNode {
  const text = useText();
  const sexes = values.kind === 'animal' ? (['F', 'M'] as const) : (['F', 'M', 'O'] as const);
  return (
    <>
      <ChoiceGroup
        label={text('patient.field.PatientSex')}
        layout="segments"
        choices={sexes.map((sex) => ({ value: sex as string, label: text('list.sex', { sex }) }))}
        value={values.sex === '' ? null : values.sex}
        onChange={(sex) => change({ sex })}
      />
      {values.kind === 'animal' ? (
        <ChoiceGroup
          label={text('patient.field.PatientSexNeutered')}
          layout="segments"
          choices={[
            { value: 'ALTERED', label: text('patient.neutered') },
            { value: 'UNALTERED', label: text('patient.notNeutered') },
          ]}
          value={values.neutered === '' ? null : values.neutered}
          onChange={(neutered) => change({ neutered })}
        />
      ) : null}
      <TextField
        label={text('patient.field.PatientBirthDate')}
        type="date"
        value={values.born}
        onChange={(born) => change({ born })}
      />
      <TextField
        label={text('patient.field.PatientID')}
        value={values.id}
        onChange={(id) => change({ id })}
        description={text('patient.idHint')}
        maxLength={64}
        isCode
      />
      <TextField
        label={text('patient.field.IssuerOfPatientID')}
        value={values.issuer}
        onChange={(issuer) => change({ issuer })}
        maxLength={64}
      />
    </>
  );
}
