import './empty-state.css';
import type { ReactNode } from 'react';
import type { Icon } from './icon.ts';

interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** It is the whole screen, so its title is the screen's. */
  readonly isScreen?: boolean;
}

/** Says why there is nothing to see, and what makes something appear. */
export function EmptyState({
  icon: EmptyIcon,
  title,
  children,
  actions,
  isScreen = false,
}: EmptyStateProps): ReactNode {
  const Title = isScreen ? 'h1' : 'h2';
  return (
    <div className="empty-state">
      <EmptyIcon className="empty-state-icon" strokeWidth={1.25} aria-hidden />
      <Title className="empty-state-title">{title}</Title>
      {children === undefined ? null : <div className="empty-state-words">{children}</div>}
      {actions === undefined ? null : <div className="empty-state-actions">{actions}</div>}
    </div>
  );
}
