import './notice.css';
import type { ReactNode } from 'react';
import type { Tone } from './chip.tsx';
import type { Icon } from './icon.ts';

interface NoticeProps {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Read out when it appears. */
  readonly isLive?: boolean;
}

/** A framed message in the page: what is the case, and the way on. */
export function Notice({
  tone,
  icon: NoticeIcon,
  title,
  children,
  actions,
  isLive = false,
}: NoticeProps): ReactNode {
  return (
    <div className={`notice tone-${tone}`} {...(isLive ? { role: 'status' } : {})}>
      <NoticeIcon className="icon notice-icon" aria-hidden />
      <div className="notice-words">
        <p className="notice-title">{title}</p>
        {children === undefined ? null : <div className="notice-body">{children}</div>}
        {actions === undefined ? null : <div className="notice-actions">{actions}</div>}
      </div>
    </div>
  );
}
