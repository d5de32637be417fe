import './spinner.css';
import type { ReactNode } from 'react';

/** For waits without a measure; where there is one, `ProgressBar` shows it. */
export function Spinner({ label }: { readonly label: string }): ReactNode {
  return (
    <div className="spinner" role="status">
      <span className="spinner-ring" aria-hidden />
      <span className="spinner-label">{label}</span>
    </div>
  );
}
