import './progress-bar.css';
import type { ReactNode } from 'react';

interface ProgressBarProps {
  /** What is going on, for people who do not see the bar. */
  readonly label: string;
  readonly done: number;
  /** 0 while the end is not known. */
  readonly total: number;
  /** Words for the state, e.g. "34 of 200 files". */
  readonly valueText?: string;
  readonly tone?: 'neutral' | 'sending';
}

/** A native element: it says its state by itself, and its width needs no inline style. */
export function ProgressBar({
  label,
  done,
  total,
  valueText,
  tone = 'neutral',
}: ProgressBarProps): ReactNode {
  return (
    <progress
      className={`progress-bar progress-bar-${tone}`}
      aria-label={label}
      {...(valueText === undefined ? {} : { 'aria-valuetext': valueText })}
      {...(total > 0 ? { max: total, value: Math.min(done, total) } : {})}
    />
  );
}
