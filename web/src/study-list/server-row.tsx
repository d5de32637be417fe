import { type ReactNode, useRef } from 'react';
import Cloud from 'lucide-react/icons/cloud';
import CloudOff from 'lucide-react/icons/cloud-off';
import UserRoundPen from 'lucide-react/icons/user-round-pen';
import type { SeenStudy } from '../archive/seen-studies.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { useWording, type Wording } from '../ui/use-text.ts';
import { Modalities } from './modalities.tsx';
import { studyWords } from './study-words.ts';

interface ServerRowProps {
  readonly study: SeenStudy;
  readonly canOpen: boolean;
  /** The row that the Tab key reaches. */
  readonly isActive: boolean;
  /** Images of it that have come by now; null: nobody is opening it. */
  readonly openingCount: number | null;
  readonly onOpen: () => void;
  readonly onCancel: () => void;
}

/** A study of the server that is not on this device: opened, it becomes one of this device. */
export function ServerRow(props: ServerRowProps): ReactNode {
  const { canOpen, isActive, openingCount, onOpen, onCancel } = props;
  const main = useRef<HTMLButtonElement>(null);
  const isOpening = openingCount !== null;
  const { text } = useWording();
  const inside = <ServerRowWords {...props} />;
  return (
    <div className="study-row server-row">
      {canOpen ? (
        <button
          ref={main}
          type="button"
          className="study-row-main"
          aria-busy={isOpening}
          tabIndex={isActive ? 0 : -1}
          data-row-focus
          onClick={onOpen}
        >
          {inside}
        </button>
      ) : (
        <div className="study-row-main server-row-far">{inside}</div>
      )}
      {isOpening ? (
        <Button
          onPress={() => {
            // The button goes; whoever pressed it by key stays at the row.
            main.current?.focus();
            onCancel();
          }}
        >
          {text('ui.cancel')}
        </Button>
      ) : null}
    </div>
  );
}

function ServerRowWords({ study, canOpen, openingCount }: ServerRowProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const words = studyWords(study, wording);
  return (
    <>
      <span className="study-thumbnail" aria-hidden>
        <Cloud className="icon" strokeWidth={1.5} />
      </span>
      <span className="study-row-patient">
        <bdi className="study-row-name">{words.name}</bdi>
        <span className="study-row-person">{words.person}</span>
      </span>
      <span className="study-row-what">
        <Modalities of={study.ModalitiesInStudy} />
        <span className="study-row-description">
          {[words.description, text('server.images', { count: study.instanceCount })]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </span>
      <span className="study-row-side">
        <span className="study-row-when">
          {words.date === '' ? text('list.noDate') : words.date}
          {words.time === '' ? null : <span className="study-row-time">{words.time}</span>}
        </span>
        <span className="study-row-where">
          {study.isCorrected ? (
            <Chip tone="conflict" icon={UserRoundPen}>
              {text('server.corrected')}
            </Chip>
          ) : null}
          <Chip tone={canOpen ? 'on-server' : 'neutral'} icon={canOpen ? Cloud : CloudOff}>
            {openingCount !== null
              ? openingWords(openingCount, study.instanceCount, wording)
              : text(canOpen ? 'server.chip' : 'server.needsConnection')}
          </Chip>
        </span>
      </span>
    </>
  );
}

function openingWords(count: number, total: number, { text }: Wording): string {
  if (count === 0 || total === 0) return text('server.opening');
  return text('server.openingCount', { done: Math.min(count, total), total });
}
