import './timeline.css';
import { type ReactNode, useState } from 'react';
import Cloud from 'lucide-react/icons/cloud-download';
import Tablet from 'lucide-react/icons/tablet';
import type { StudySummary } from '../archive/archive-types.ts';
import { formatBytes } from '../ui/format.ts';
import { useText, useWording } from '../ui/use-text.ts';
import { dayWords } from './patient-words.ts';

interface TimelineProps {
  /** The latest first. */
  readonly studies: readonly StudySummary[];
  readonly studyHref: (studyKey: string) => string;
}

/** A patient's studies on a rail of years: a full dot is here, a hollow one on the server alone. */
export function Timeline({ studies, studyHref }: TimelineProps): ReactNode {
  const text = useText();
  const [part, setPart] = useState<string | null>(null);
  const parts = [...new Set(studies.map(({ BodyPartExamined }) => BodyPartExamined))]
    .filter((name) => name !== '')
    .toSorted();
  const shown = studies.filter(
    ({ BodyPartExamined }) => part === null || BodyPartExamined === part,
  );
  const years = [...Map.groupBy(shown, ({ StudyDate }) => StudyDate.slice(0, 4))];
  return (
    <div className="timeline">
      {parts.length < 2 ? null : (
        <div className="timeline-parts" role="group" aria-label={text('patient.bodyPart')}>
          {[null, ...parts].map((name) => (
            <button
              key={name ?? ''}
              type="button"
              className="timeline-part"
              aria-pressed={part === name}
              onClick={() => setPart(name)}
            >
              {name ?? text('patient.allParts')}
            </button>
          ))}
        </div>
      )}
      {years.map(([year, ofYear]) => (
        <section key={year} className="timeline-year" aria-label={year || text('list.noDate')}>
          <h3 className="timeline-year-name">{year || text('list.noDate')}</h3>
          <ul className="timeline-studies">
            {ofYear.map((study) => (
              <li key={study.key}>
                <TimelineStudy study={study} href={studyHref(study.key)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function TimelineStudy({
  study,
  href,
}: {
  readonly study: StudySummary;
  readonly href: string;
}): ReactNode {
  const { text, language } = useWording();
  const { instanceCount, localCount } = study.whereabouts;
  const isHere = localCount === instanceCount;
  const words = study.StudyDescription.trim() || study.BodyPartExamined;
  const modalities = study.ModalitiesInStudy.join(' ');
  return (
    <a className="timeline-study" href={href}>
      <span
        className={`timeline-dot ${isHere ? 'timeline-dot-here' : ''} timeline-dot-${kindOf(study)}`}
        aria-hidden
      />
      <span className="timeline-when">{dayWords(study.StudyDate, language)}</span>
      <span className="timeline-what">
        {modalities === '' ? null : <span className="timeline-modality">{modalities}</span>}
        {words}
      </span>
      <span className="timeline-where">
        {isHere ? (
          <Tablet className="icon-small" aria-hidden />
        ) : (
          <Cloud className="icon-small" aria-hidden />
        )}
        {isHere
          ? text('patient.here')
          : text('patient.fetch', { size: formatBytes(language, study.byteLength) })}
      </span>
    </a>
  );
}

/** Which kind of picture: the dot's shape, beside the word. */
function kindOf({ ModalitiesInStudy }: StudySummary): 'ray' | 'slice' | 'sound' | 'other' {
  if (ModalitiesInStudy.some((modality) => /^(CR|DX|XA|RF|MG|IO|PX|RG)$/.test(modality)))
    return 'ray';
  if (ModalitiesInStudy.some((modality) => /^(CT|MR|PT|NM)$/.test(modality))) return 'slice';
  if (ModalitiesInStudy.includes('US')) return 'sound';
  return 'other';
}
