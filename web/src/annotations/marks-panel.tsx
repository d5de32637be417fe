import './marks-panel.css';
import type { ReactNode } from 'react';
import Crosshair from 'lucide-react/icons/crosshair';
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
}

interface MarksPanelProps {
  readonly lines: readonly MarkLine[];
  readonly onShow: (markId: string) => void;
  readonly onDelete: (markId: string) => void;
  readonly onRetry: (markId: string) => void;
  readonly onClose: () => void;
}

/** The marks of a study as a list: the way to read, find and delete them without touching the image. */
export function MarksPanel({ lines, onClose, ...actions }: MarksPanelProps): ReactNode {
  const text = useText();
  return (
    <aside className="marks-panel" aria-label={text('mark.list')}>
      <header className="marks-panel-header">
        <h2 className="marks-panel-title">{text('mark.list')}</h2>
        <IconButton icon={X} label={text('mark.hideList')} onPress={onClose} />
      </header>
      {lines.length === 0 ? (
        <div className="marks-panel-empty">
          <p>{text('mark.none')}</p>
          <p className="muted">{text('mark.noneHint')}</p>
        </div>
      ) : (
        <ul className="marks-panel-list">
          {lines.map((line) => (
            <MarkItem key={line.id} line={line} {...actions} />
          ))}
        </ul>
      )}
    </aside>
  );
}

interface MarkItemProps extends Omit<MarksPanelProps, 'lines' | 'onClose'> {
  readonly line: MarkLine;
}

function MarkItem({ line, onShow, onDelete, onRetry }: MarkItemProps): ReactNode {
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
      </div>
      <div className="mark-actions">
        {line.canShow ? (
          <IconButton
            icon={Crosshair}
            label={`${text('mark.goTo')}: ${line.title}, ${line.place}`}
            onPress={() => onShow(line.id)}
          />
        ) : null}
        <IconButton
          icon={Trash2}
          label={`${text('mark.delete')}: ${line.title}, ${line.place}`}
          onPress={() => onDelete(line.id)}
        />
        {line.unsaved === null ? null : (
          <Button onPress={() => onRetry(line.id)}>{text('viewer.retry')}</Button>
        )}
      </div>
    </li>
  );
}
