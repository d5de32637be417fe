import './empty-state.css';
import type { ReactNode } from 'react';
import type { Icon } from './icon.ts';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Says why there is nothing to see, and what makes something appear. */
export function EmptyState({
  icon: EmptyIcon,
  title,
  children,
  actions,
}: EmptyStateProps): ReactNode {
  return (
    <div className="empty-state">
      <EmptyIcon className="empty-state-icon" strokeWidth={1.25} aria-hidden />
      <h2 className="empty-state-title">{title}</h2>
      {children === undefined ? null : <div className="empty-state-words">{children}</div>}
      {actions === undefined ? null : <div className="empty-state-actions">{actions}</div>}
    </div>
  );
}
