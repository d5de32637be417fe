import './chip.css';
import type { ReactNode } from 'react';
import type { Icon } from './icon.ts';

/** What a state means; never the only sign of it: icon and word say the same. */
export type Tone = 'neutral' | 'on-server' | 'only-here' | 'sending' | 'failed' | 'conflict';

interface ChipProps {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly children: ReactNode;
  /** With a frame and the height of a touch target: leads somewhere. */
  readonly href?: string;
  readonly className?: string;
}

export function Chip({
  tone,
  icon: ChipIcon,
  children,
  href,
  className = '',
}: ChipProps): ReactNode {
  const inside = (
    <>
      <ChipIcon className="icon-small" aria-hidden />
      <span className="chip-label">{children}</span>
    </>
  );
  const classes = `chip tone-${tone} ${className}`;
  if (href === undefined) return <span className={classes}>{inside}</span>;
  return (
    <a className={`${classes} chip-link`} href={href}>
      {inside}
    </a>
  );
}
