import './platform-screen.css';
import { type ReactNode, useEffect, useState } from 'react';
import Check from 'lucide-react/icons/check';
import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleQuestionMark from 'lucide-react/icons/circle-question-mark';
import Minus from 'lucide-react/icons/minus';
import { Chip } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useText } from '../../ui/use-text.ts';
import { MoreWords } from '../messages/more-words.tsx';
import {
  type PlatformGroup,
  platformGroups,
  type PlatformKey,
  type PlatformRow,
  platforms,
  probeRow,
  rowsOf,
  sourceEdition,
} from './platform-rows.ts';
import { browserScope } from './platform-scope.ts';
import { platformWords } from './platform-words.ts';

type Answers = ReadonlyMap<PlatformKey, boolean | null>;

/** What Satchel asks of browsers, what this one answers, and what happens without. */
export function PlatformScreen(): ReactNode {
  return (
    <MoreWords words={platformWords}>
      <PlatformTable />
    </MoreWords>
  );
}

function PlatformTable(): ReactNode {
  const text = useText();
  const answers = useAnswers();
  return (
    <Page title={text('platform.title')} backHref="/settings" isForReading>
      <p className="muted">{text('platform.intro')}</p>
      {answers === null ? null : <Summary answers={answers} />}
      {platformGroups.map((group) => (
        <Section key={group.group} title={text(`platform.group.${group.group}`)}>
          <ul className="platform-rows">
            {rowsOf(group).map((row) => (
              <RowLine key={row.key} row={row} group={group.group} answers={answers} />
            ))}
          </ul>
        </Section>
      ))}
      <p className="muted">{text('platform.source', { edition: sourceEdition })}</p>
    </Page>
  );
}

/** null: still asking. Every row is asked anew whenever the screen is opened. */
function useAnswers(): Answers | null {
  const [answers, setAnswers] = useState<Answers | null>(null);
  useEffect(() => {
    let isShown = true;
    const scope = browserScope();
    const asked = platformGroups
      .flatMap(rowsOf)
      .map(async (row) => [row.key, await probeRow(row, scope)] as const);
    void Promise.all(asked).then((all) => isShown && setAnswers(new Map(all)));
    return () => {
      isShown = false;
    };
  }, []);
  return answers;
}

function Summary({ answers }: { readonly answers: Answers }): ReactNode {
  const text = useText();
  const isMissing = platformGroups.some(
    (group) =>
      group.group === 'needed' && rowsOf(group).some(({ key }) => answers.get(key) === false),
  );
  if (isMissing) {
    return <Notice tone="failed" icon={CircleAlert} title={text('platform.missing')} />;
  }
  const asked = platformGroups
    .filter(({ group }) => group !== 'unused')
    .flatMap(rowsOf)
    .flatMap(({ key }) => answers.get(key) ?? []);
  const have = asked.filter(Boolean).length;
  return <p role="status">{text('platform.sum', { have, all: asked.length })}</p>;
}

interface RowLineProps {
  readonly row: PlatformRow;
  readonly group: PlatformGroup;
  readonly answers: Answers | null;
}

function RowLine({ row, group, answers }: RowLineProps): ReactNode {
  const text = useText();
  const answer = answers?.get(row.key) ?? null;
  return (
    <li className="platform-row" data-answer={answer === null ? 'unknown' : answer}>
      <div className="platform-head">
        <h3>{text(`platform.${row.key}.name`)}</h3>
        <Answer answer={answer} isAsking={answers === null} isUsed={group !== 'unused'} />
      </div>
      {answer === false ? null : <p>{text(`platform.${row.key}.with`)}</p>}
      {answer === true ? null : <p>{text(`platform.${row.key}.without`)}</p>}
      <dl className="platform-since" aria-label={text('platform.since')}>
        {platforms.map((platform, index) => (
          <div key={platform}>
            <dt>{text(`platform.on.${platform}`)}</dt>
            <dd>{row.since[index] ?? text('platform.none')}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

interface AnswerProps {
  readonly answer: boolean | null;
  readonly isAsking: boolean;
  readonly isUsed: boolean;
}

function Answer({ answer, isAsking, isUsed }: AnswerProps): ReactNode {
  const text = useText();
  if (isAsking) {
    return (
      <Chip tone="neutral" icon={CircleQuestionMark}>
        {text('platform.asking')}
      </Chip>
    );
  }
  switch (answer) {
    case null:
      return (
        <Chip tone="neutral" icon={CircleQuestionMark}>
          {text('platform.unknown')}
        </Chip>
      );
    case true:
      return (
        <Chip tone={isUsed ? 'on-server' : 'neutral'} icon={Check}>
          {text('platform.yes')}
        </Chip>
      );
    case false:
      return (
        <Chip tone={isUsed ? 'only-here' : 'neutral'} icon={Minus}>
          {text('platform.no')}
        </Chip>
      );
  }
}
