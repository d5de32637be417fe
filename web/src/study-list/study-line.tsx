import './study-line.css';
import type { ReactNode } from 'react';
import type { StudySummary } from '../archive/archive-types.ts';
import { useStudyPatient } from '../live/use-patients.ts';
import { useWording } from '../ui/use-text.ts';
import { correctedWords, studyWords } from './study-words.ts';

/** A study in one line, with its patient as corrected, and what its files say where that is another name. */
export function StudyLine({ study }: { readonly study: StudySummary }): ReactNode {
  const wording = useWording();
  const patient = useStudyPatient(study.key);
  const words = studyWords(patient?.shown ?? study, wording);
  const what = [words.person, words.description, words.date].filter((part) => part !== '');
  return (
    <>
      <strong>
        <bdi>{words.name}</bdi>
      </strong>
      {what.map((part) => ` · ${part}`)}
      <FileSays study={study} />
    </>
  );
}

/** The name that the files of a study give, where another one is shown. */
export function FileSays({ study }: { readonly study: StudySummary }): ReactNode {
  const wording = useWording();
  const words = correctedWords(useStudyPatient(study.key), wording);
  return words === '' ? null : <span className="file-says"> ({words})</span>;
}
