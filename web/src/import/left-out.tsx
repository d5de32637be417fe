import './left-out.css';
import { type ReactNode, useMemo } from 'react';
import type { ImportOutcome } from '../archive/archive-types.ts';
import { type Wording, useWording } from '../ui/use-text.ts';
import { nextStepOf } from './next-step.ts';
import { groupsOf, type OutcomeGroup, restCountOf } from './outcome-groups.ts';

/** So many reasons are told above the lines; the lines tell all. */
const groupsMax = 6;

/** What was not taken in, a sentence for each reason, and how much nobody came to. */
export function LeftOut({ outcomes }: { readonly outcomes: readonly ImportOutcome[] }): ReactNode {
  const wording = useWording();
  const groups = useMemo(() => groupsOf(outcomes), [outcomes]);
  const rest = useMemo(() => restCountOf(outcomes), [outcomes]);
  if (groups.length === 0 && rest === 0) return null;
  return (
    <ul className="left-out">
      {rest === 0 ? null : <li>{wording.text('import.rest', { count: rest })}</li>}
      {groups.slice(0, groupsMax).map((group) => (
        <li key={group.code}>
          <bdi>{groupText(group, wording)}</bdi>
          <NextStepWords code={group.code} wording={wording} />
        </li>
      ))}
    </ul>
  );
}

function NextStepWords({ code, wording }: { readonly code: string; readonly wording: Wording }) {
  const step = nextStepOf(code);
  return step === null ? null : <p className="muted">{wording.text(`import.next.${step}`)}</p>;
}

function groupText({ code, count, names }: OutcomeGroup, { text, failureText }: Wording): string {
  const hasOwnWords =
    code === 'NOT_DICOM' || code === 'NOT_NEEDED' || code === 'MEDIA_FILE_MISSING';
  const group = hasOwnWords
    ? text(`import.group.${code}`, { count })
    : text('import.group.other', { count, why: failureText({ code }).replace(/\.$/, '') });
  const more = count - names.length;
  const all = names.join(', ');
  return more > 0
    ? text('import.group.namesMore', { group, names: all, more })
    : text('import.group.names', { group, names: all });
}
