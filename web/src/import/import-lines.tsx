import './import-lines.css';
import { type ReactNode, useState } from 'react';
import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleDashed from 'lucide-react/icons/circle-dashed';
import Copy from 'lucide-react/icons/copy';
import GitFork from 'lucide-react/icons/git-fork';
import type { ImportOutcome } from '../archive/archive-types.ts';
import { ChoiceGroup } from '../ui/choice.tsx';
import type { Tone } from '../ui/chip.tsx';
import type { Icon } from '../ui/icon.ts';
import { type Wording, useText, useWording } from '../ui/use-text.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { importWarnings } from '../workers/ingest/ingest-api.ts';

type Shown = 'all' | 'problems';

const signs: Readonly<
  Record<ImportOutcome['outcome'], { readonly tone: Tone; readonly icon: Icon }>
> = {
  stored: { tone: 'on-server', icon: CircleCheck },
  duplicate: { tone: 'neutral', icon: Copy },
  variant: { tone: 'conflict', icon: GitFork },
  ignored: { tone: 'neutral', icon: CircleDashed },
  refused: { tone: 'failed', icon: CircleAlert },
  cancelled: { tone: 'neutral', icon: CircleDashed },
};

/** What a person has to know by name; other warnings are oddities of the file. */
function isWorded(code: string): boolean {
  return importWarnings.some((worded) => worded === code);
}

function needsLook({ outcome, warnings }: ImportOutcome): boolean {
  if (outcome === 'stored' && warnings.some(isWorded)) return true;
  return outcome === 'refused' || outcome === 'variant' || outcome === 'cancelled';
}

/** One line for each file, those that need a look first when there are any. */
export function ImportLines({
  outcomes,
}: {
  readonly outcomes: readonly ImportOutcome[];
}): ReactNode {
  const text = useText();
  const problems = outcomes.filter(needsLook);
  const [chosen, setChosen] = useState<Shown | null>(null);
  const shown = chosen ?? (problems.length > 0 ? 'problems' : 'all');
  const lines = shown === 'all' ? outcomes : problems;
  return (
    <section className="import-lines">
      <ChoiceGroup
        layout="segments"
        isLabelHidden
        label={text('import.lines')}
        value={shown}
        onChange={setChosen}
        choices={[
          {
            value: 'problems',
            label: `${text('import.linesProblems')} ${text('ui.count', { count: problems.length })}`,
          },
          {
            value: 'all',
            label: `${text('import.linesAll')} ${text('ui.count', { count: outcomes.length })}`,
          },
        ]}
      />
      {lines.length === 0 ? (
        <p className="muted">{text('import.linesNone')}</p>
      ) : (
        <VirtualList
          key={shown}
          className="import-lines-list"
          isOnlyRead
          label={text(shown === 'all' ? 'import.linesAll' : 'import.linesProblems')}
          items={lines.map((outcome, index) => ({ outcome, key: String(index) }))}
          keyOf={({ key }) => key}
          renderRow={({ outcome }) => <ImportLine outcome={outcome} />}
        />
      )}
    </section>
  );
}

function ImportLine({ outcome }: { readonly outcome: ImportOutcome }): ReactNode {
  const wording = useWording();
  const { tone, icon: LineIcon } = signs[outcome.outcome];
  return (
    <div className={`import-line tone-${tone}`}>
      <LineIcon className="icon-small import-line-icon" aria-hidden />
      <span className="import-line-words">
        <span className="import-line-name">{outcome.fileName}</span>
        <span className="import-line-reason">
          <strong>{wording.text(`import.outcome.${outcome.outcome}`)}</strong>
          {reasonOf(outcome, wording)}
        </span>
      </span>
    </div>
  );
}

function reasonOf(line: ImportOutcome, { text, failureText }: Wording): string {
  const parts: string[] = [];
  if (line.outcome === 'variant') parts.push(text('import.variantWords'));
  else if (line.code !== null) parts.push(failureText({ code: line.code }));
  for (const code of importWarnings) {
    if (line.warnings.includes(code)) parts.push(text(`import.warning.${code}`));
  }
  const odd = line.warnings.filter((code) => !isWorded(code));
  if (odd.length > 0) {
    const what = odd.map((code) => text('import.oddity', { code })).join(', ');
    parts.push(text('import.oddities', { what }));
  }
  return parts.map((part) => ` · ${part}`).join('');
}
