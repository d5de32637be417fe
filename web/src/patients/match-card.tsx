import './patients.css';
import type { ReactNode } from 'react';
import UserRoundCheck from 'lucide-react/icons/user-round-check';
import UserRoundX from 'lucide-react/icons/user-round-x';
import UserSearch from 'lucide-react/icons/user-search';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { useArchive } from '../live/archive-provider.tsx';
import type { PatientCandidate, PatientView } from '../live/patient-book.ts';
import { usePatients } from '../live/use-patients.ts';
import { Button } from '../ui/button.tsx';
import { useText, useWording } from '../ui/use-text.ts';
import { differs } from './differs.ts';
import { decideApart, decideSame } from './patient-deeds.ts';
import { patientName, toldFields, valueWords } from './patient-words.ts';
import { useDeed } from './use-deed.ts';

interface MatchCardProps {
  readonly view: PatientView;
  readonly candidate: PatientCandidate;
  /** Of the heading: one below that of what it stands in. */
  readonly level: 2 | 3;
  /** Where the decision has led: the patient's key. */
  readonly onDecided?: (patientKey: string) => void;
}

/** Two descriptions side by side, what differs marked, and the question whether they are one. */
export function MatchCard({ view, candidate, level, onDecided }: MatchCardProps): ReactNode {
  const archive = useArchive();
  const text = useText();
  const book = usePatients();
  const { isBusy, run } = useDeed();
  const other = book.byKey(candidate.key);
  if (other === null) return null;
  const isWarning = candidate.grade === 'different';
  const title = isWarning ? text('patient.differentTitle') : text('patient.matchTitle');
  const decide = async (deed: typeof decideSame | null, words: string): Promise<void> => {
    const key = await run(
      () => (deed === null ? decideApart(archive, view, other) : deed(archive, book, view, other)),
      words,
    );
    if (key !== null) onDecided?.(key);
  };
  const names = [view, other].map(({ demographics }) => patientName(demographics, text));
  const Heading = level === 2 ? 'h2' : 'h3';
  const Icon = isWarning ? TriangleAlert : UserSearch;
  return (
    <section
      className={`match-card tone-${isWarning ? 'failed' : 'conflict'}`}
      aria-label={`${title} ${names.join(' · ')}`}
    >
      <Heading className="match-title">
        <Icon className="icon" aria-hidden />
        {title}
      </Heading>
      <p className="match-why">
        {candidate.reasons.map((reason) => text(`patient.reason.${reason}`)).join(' · ')}
      </p>
      <Comparison view={view} other={other} />
      <div className="match-actions">
        <Button
          icon={UserRoundX}
          isPending={isBusy}
          onPress={() => void decide(null, text('patient.apartDone'))}
        >
          {text('patient.apart')}
        </Button>
        <Button
          variant={isWarning ? 'secondary' : 'primary'}
          icon={UserRoundCheck}
          isPending={isBusy}
          onPress={() => void decide(decideSame, text('patient.sameDone'))}
        >
          {text('patient.same')}
        </Button>
      </div>
    </section>
  );
}

function Comparison({
  view,
  other,
}: {
  readonly view: PatientView;
  readonly other: PatientView;
}): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const [left, right] = [view.demographics, other.demographics];
  const fields = toldFields.filter((field) => left[field] !== '' || right[field] !== '');
  const count = (patient: PatientView): string =>
    text('patient.studyCount', { count: patient.studies.length });
  return (
    <table className="match-table">
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{text('patient.fact')}</span>
          </th>
          <th scope="col">{patientName(left, text)}</th>
          <th scope="col">{patientName(right, text)}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const isOther = differs(field, left, right);
          return (
            <tr key={field} className={isOther ? 'match-differs' : ''}>
              <th scope="row">{text(`patient.field.${field}`)}</th>
              <td>{valueWords(field, left[field], wording)}</td>
              <td>
                {valueWords(field, right[field], wording)}
                {isOther ? (
                  <span className="visually-hidden"> {text('patient.differs')}</span>
                ) : null}
              </td>
            </tr>
          );
        })}
        <tr>
          <th scope="row">{text('patient.studies')}</th>
          <td>{count(view)}</td>
          <td>{count(other)}</td>
        </tr>
      </tbody>
    </table>
  );
}

interface MatchCardsProps {
  readonly studyKeys: readonly string[];
}

/** The questions about the patients of some studies, one card per patient: after an import. */
export function MatchCards({ studyKeys }: MatchCardsProps): ReactNode {
  const text = useText();
  const book = usePatients();
  const views = new Set(
    studyKeys.map((key) => book.byKey(key)).filter((view) => view?.isAsking === true),
  );
  if (views.size === 0) return null;
  return (
    <section className="match-cards" aria-label={text('patient.matchHeading')}>
      <h2>{text('patient.matchHeading')}</h2>
      <p className="muted">{text('patient.matchWords')}</p>
      {[...views].map((view) => {
        const [candidate] = view?.candidates ?? [];
        if (view === null || candidate === undefined) return null;
        return <MatchCard key={view.key} view={view} candidate={candidate} level={3} />;
      })}
    </section>
  );
}
