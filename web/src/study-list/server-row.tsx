import type { ReactNode } from 'react';
import Cloud from 'lucide-react/icons/cloud';
import CloudOff from 'lucide-react/icons/cloud-off';
import UserRoundPen from 'lucide-react/icons/user-round-pen';
import type { SeenStudy } from '../archive/seen-studies.ts';
import { Chip } from '../ui/chip.tsx';
import { useWording } from '../ui/use-text.ts';
import { Modalities } from './modalities.tsx';
import { studyWords } from './study-words.ts';

interface ServerRowProps {
  readonly study: SeenStudy;
  readonly canOpen: boolean;
  readonly isOpening: boolean;
  readonly onOpen: () => void;
}

/** A study of the server that is not on this device: opened, it becomes one of this device. */
export function ServerRow({ study, canOpen, isOpening, onOpen }: ServerRowProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const words = studyWords(study, wording);
  const inside = (
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
            {text(
              isOpening ? 'server.opening' : canOpen ? 'server.chip' : 'server.needsConnection',
            )}
          </Chip>
        </span>
      </span>
    </>
  );
  return (
    <div className="study-row server-row">
      {canOpen ? (
        <button
          type="button"
          className="study-row-main"
          aria-busy={isOpening}
          data-row-focus
          onClick={onOpen}
        >
          {inside}
        </button>
      ) : (
        <div className="study-row-main server-row-far">{inside}</div>
      )}
    </div>
  );
}
