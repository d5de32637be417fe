import './marks-panel.css';
import { useState, type ReactNode } from 'react';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import ClipboardCopy from 'lucide-react/icons/clipboard-copy';
import Crosshair from 'lucide-react/icons/crosshair';
import Pencil from 'lucide-react/icons/pencil';
import StarOff from 'lucide-react/icons/star-off';
import Trash2 from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import { Button, IconButton } from '../ui/button.tsx';
import { useText } from '../ui/use-text.ts';

/** One mark in words: what it measures, where it is, who made it and when. */
export interface MarkLine {
  readonly id: string;
  readonly title: string;
  readonly values: readonly string[];
  /** What must be known to read the values. */
  readonly notes: readonly string[];
  readonly place: string;
  readonly by: string;
  /** Says that it is not on the disk; null when it is. */
  readonly unsaved: string | null;
  readonly isSelected: boolean;
  readonly canShow: boolean;
  readonly canEditText: boolean;
}

export interface KeyImageLine {
  readonly id: string;
  readonly place: string;
  readonly by: string;
  readonly isSelected: boolean;
  readonly canShow: boolean;
}

interface CopyAnswer {
  readonly tone: 'done' | 'failed';
  readonly words: string;
}

interface MarkActions {
  readonly onShow: (markId: string) => void;
  readonly onEditText: (markId: string) => void;
  readonly onDelete: (markId: string) => void;
  readonly onRetry: (markId: string) => void;
}

interface StarActions {
  readonly onShowKeyImage: (id: string) => void;
  readonly onUnstar: (id: string) => void;
  readonly onStep: (by: 1 | -1) => void;
}

interface MarksPanelProps extends MarkActions, StarActions {
  readonly lines: readonly MarkLine[];
  readonly keyImages: readonly KeyImageLine[];
  /** What was deleted here last; null when there is nothing to take back. */
  readonly deleted: string | null;
  readonly onTakeBack: () => void;
  readonly onCopy: () => Promise<CopyAnswer>;
  readonly onClose: () => void;
}

/** The marks and key images of a study as a list: the way to read, find and delete them without touching the image. */
export function MarksPanel(props: MarksPanelProps): ReactNode {
  const text = useText();
  const { lines, keyImages, deleted, onClose, onCopy, onTakeBack } = props;
  const isEmpty = lines.length === 0 && keyImages.length === 0;
  return (
    <aside className="marks-panel" aria-label={text('mark.list')}>
      <header className="marks-panel-header">
        <h2 className="marks-panel-title">{text('mark.list')}</h2>
        <IconButton icon={X} label={text('mark.hideList')} onPress={onClose} />
      </header>
      <div className="marks-panel-body">
        {isEmpty ? (
          <div className="marks-panel-empty">
            <p>{text('mark.none')}</p>
            <p className="muted">{text('mark.noneHint')}</p>
          </div>
        ) : null}
        {lines.length === 0 ? null : (
          <ul className="marks-panel-list">
            {lines.map((line) => (
              <MarkItem key={line.id} line={line} {...props} />
            ))}
          </ul>
        )}
        {keyImages.length === 0 ? null : <KeyImages {...props} />}
      </div>
      {deleted === null ? null : (
        <div className="marks-panel-bar" role="status">
          <span>{deleted}</span>
          {/* The button that had the focus went with its line. */}
          <Button takesFocus onPress={onTakeBack}>
            {text('mark.takeBack')}
          </Button>
        </div>
      )}
      {isEmpty ? null : <CopyBar onCopy={onCopy} />}
    </aside>
  );
}

function CopyBar({ onCopy }: Pick<MarksPanelProps, 'onCopy'>): ReactNode {
  const text = useText();
  const [answer, setAnswer] = useState<CopyAnswer>();
  return (
    <div className="marks-panel-bar">
      <Button icon={ClipboardCopy} onPress={() => void onCopy().then(setAnswer)}>
        {text('mark.copy')}
      </Button>
      <span role="status" className={answer?.tone === 'failed' ? 'mark-unsaved' : 'muted'}>
        {answer?.words ?? ''}
      </span>
    </div>
  );
}

interface MarkItemProps extends MarkActions {
  readonly line: MarkLine;
}

function MarkItem({ line, onShow, onEditText, onDelete, onRetry }: MarkItemProps): ReactNode {
  const text = useText();
  return (
    <li className="mark-item" aria-current={line.isSelected}>
      <div className="mark-words">
        <p className="mark-title">
          {line.title}
          {line.unsaved === null ? null : <span className="mark-unsaved"> {line.unsaved}</span>}
        </p>
        {line.values.length === 0 ? null : (
          <ul className="mark-values">
            {line.values.map((value) => (
              <li key={value}>{value}</li>
            ))}
          </ul>
        )}
        {line.notes.map((note) => (
          <p key={note} className="mark-note-line">
            {note}
          </p>
        ))}
        <p className="mark-meta">{line.place}</p>
        <p className="mark-meta">{line.by}</p>
        {line.unsaved === null ? null : (
          <Button onPress={() => onRetry(line.id)}>{text('viewer.retry')}</Button>
        )}
      </div>
      <div className="mark-actions">
        {line.canShow ? (
          <IconButton
            icon={Crosshair}
            label={`${text('mark.goTo')}: ${line.title}, ${line.place}`}
            onPress={() => onShow(line.id)}
          />
        ) : null}
        {line.canEditText ? (
          <IconButton
            icon={Pencil}
            label={`${text('mark.textEdit')}: ${line.title}, ${line.place}`}
            onPress={() => onEditText(line.id)}
          />
        ) : null}
        <IconButton
          icon={Trash2}
          label={`${text('mark.delete')}: ${line.title}, ${line.place}`}
          onPress={() => onDelete(line.id)}
        />
      </div>
    </li>
  );
}

interface KeyImagesProps extends StarActions {
  readonly keyImages: readonly KeyImageLine[];
}

function KeyImages(props: KeyImagesProps): ReactNode {
  const text = useText();
  const { keyImages, onShowKeyImage, onUnstar, onStep } = props;
  // One that is on the screen already is no step away.
  const hasOther = keyImages.some(({ canShow, isSelected }) => canShow && !isSelected);
  return (
    <section className="marks-panel-stars" aria-label={text('keyImage.list')}>
      <header className="marks-panel-header">
        <h3 className="marks-panel-title">{text('keyImage.list')}</h3>
        <span className="mark-steps">
          <IconButton
            icon={ChevronLeft}
            label={text('keyImage.previous')}
            isDisabled={!hasOther}
            onPress={() => onStep(-1)}
          />
          <IconButton
            icon={ChevronRight}
            label={text('keyImage.next')}
            isDisabled={!hasOther}
            onPress={() => onStep(1)}
          />
        </span>
      </header>
      <ul className="marks-panel-list">
        {keyImages.map(({ id, place, by, isSelected, canShow }) => (
          <li key={id} className="mark-item mark-item-star" aria-current={isSelected}>
            <div className="mark-words">
              <p className="mark-title">{place}</p>
              <p className="mark-meta">{by}</p>
            </div>
            {canShow ? (
              <IconButton
                icon={Crosshair}
                label={`${text('mark.goTo')}: ${text('keyImage.one')}, ${place}`}
                onPress={() => onShowKeyImage(id)}
              />
            ) : null}
            <IconButton
              icon={StarOff}
              label={`${text('keyImage.unstar')}: ${place}`}
              onPress={() => onUnstar(id)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
