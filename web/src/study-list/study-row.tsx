import './study-row.css';
import { type ReactNode, useRef } from 'react';
import Check from 'lucide-react/icons/check';
import Ellipsis from 'lucide-react/icons/ellipsis';
import GitFork from 'lucide-react/icons/git-fork';
import Pin from 'lucide-react/icons/pin';
import Star from 'lucide-react/icons/star';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import UserSearch from 'lucide-react/icons/user-search';
import type { StudySummary } from '../archive/archive-types.ts';
import { useStudyPatient } from '../live/use-patients.ts';
import { Chip } from '../ui/chip.tsx';
import { IconButton } from '../ui/button.tsx';
import { useWording } from '../ui/use-text.ts';
import { Modalities } from './modalities.tsx';
import type { StudyStatus } from './study-status.ts';
import { StudyThumbnail } from './study-thumbnail.tsx';
import { correctedWords, studyWords } from './study-words.ts';
import { WhereChip } from './where-chip.tsx';

interface StudyRowProps {
  readonly study: StudySummary;
  readonly status: StudyStatus;
  readonly href: string;
  /** The Tab key reaches this row; the others are reached by the arrow keys. */
  readonly isActive: boolean;
  readonly selection: { readonly isSelected: boolean; readonly toggle: () => void } | null;
  /** Where the menu was asked for. */
  readonly onMenu: (place: DOMRect) => void;
  readonly isFavourite: boolean;
  readonly onFavourite: (isFavourite: boolean) => void;
  /** null: nobody has asked to keep it here. */
  readonly kept: 'ready' | 'not-ready' | null;
  /** Images of it that can't be read on this device. */
  readonly damagedCount: number;
}

/** One study of the list: a link to it, or a checkbox while studies are being selected. */
export function StudyRow(props: StudyRowProps): ReactNode {
  const { study, href, isActive, selection } = props;
  const inside = (
    <>
      <StudyThumbnail instanceId={study.thumbnailInstanceId} />
      <StudyRowWords {...props} />
    </>
  );
  const tabIndex = isActive ? 0 : -1;
  if (selection !== null) {
    return (
      <div className="study-row" data-study={study.key}>
        <button
          type="button"
          role="checkbox"
          className="study-row-main"
          aria-checked={selection.isSelected}
          tabIndex={tabIndex}
          data-row-focus
          onClick={selection.toggle}
        >
          <span className="study-row-box" aria-hidden>
            {selection.isSelected ? <Check className="icon-small" strokeWidth={3} /> : null}
          </span>
          {inside}
        </button>
      </div>
    );
  }
  return (
    <div className="study-row" data-study={study.key}>
      <a className="study-row-main" href={href} tabIndex={tabIndex} data-row-focus>
        {inside}
      </a>
      <RowButtons {...props} />
    </div>
  );
}

function RowButtons(props: StudyRowProps): ReactNode {
  const { study, isActive, isFavourite } = props;
  const wording = useWording();
  const { shown = study } = useStudyPatient(study.key) ?? {};
  const { name } = studyWords(shown, wording);
  const more = useRef<HTMLSpanElement>(null);
  return (
    <>
      <IconButton
        icon={Star}
        className="study-row-star"
        label={wording.text('choose.star', { name })}
        isPressed={isFavourite}
        onPress={() => props.onFavourite(!isFavourite)}
        isTabStop={isActive}
      />
      <span ref={more}>
        <IconButton
          icon={Ellipsis}
          label={wording.text('list.more', { name })}
          onPress={() => {
            if (more.current !== null) props.onMenu(more.current.getBoundingClientRect());
          }}
          isTabStop={isActive}
        />
      </span>
    </>
  );
}

function StudyRowWords({
  study,
  status,
  kept,
  damagedCount,
}: Pick<StudyRowProps, 'study' | 'status' | 'kept' | 'damagedCount'>): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const patient = useStudyPatient(study.key);
  const words = studyWords(patient?.shown ?? study, wording);
  const corrected = correctedWords(patient, wording);
  return (
    <>
      <span className="study-row-patient">
        <bdi className="study-row-name">{words.name}</bdi>
        {corrected === '' ? null : <bdi className="study-row-file">{corrected}</bdi>}
        <span className="study-row-person">{words.person}</span>
      </span>
      <span className="study-row-what">
        <Modalities of={study.ModalitiesInStudy} />
        <span className="study-row-description">{words.description}</span>
      </span>
      <span className="study-row-side">
        <span className="study-row-when">
          {words.date === '' ? text('list.noDate') : words.date}
          {words.time === '' ? null : <span className="study-row-time">{words.time}</span>}
        </span>
        <span className="study-row-where">
          {patient?.certainty === 'ask' ? (
            <Chip tone="conflict" icon={UserSearch}>
              {text('patient.match')}
            </Chip>
          ) : null}
          {study.differing.length > 0 ? (
            <Chip tone="conflict" icon={TriangleAlert}>
              {text('list.differing')}
            </Chip>
          ) : null}
          {study.variantCount > 0 ? (
            <Chip tone="conflict" icon={GitFork} className="study-row-variants">
              {text('ui.count', { count: study.variantCount })}
            </Chip>
          ) : null}
          {damagedCount > 0 ? (
            <Chip tone="failed" icon={TriangleAlert}>
              {text('choose.damaged', { count: damagedCount })}
            </Chip>
          ) : null}
          {kept === null ? null : (
            <Chip tone={kept === 'ready' ? 'on-server' : 'neutral'} icon={Pin}>
              {text(kept === 'ready' ? 'choose.keptReady' : 'choose.kept')}
            </Chip>
          )}
          <WhereChip status={status} />
        </span>
      </span>
    </>
  );
}
