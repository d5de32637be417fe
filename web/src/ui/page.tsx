import './page.css';
import type { ReactNode } from 'react';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import { HeaderTools } from './header-tools.tsx';
import { useText } from './use-text.ts';

interface PageProps {
  readonly title: string;
  readonly backHref: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** There is nothing in it that takes the focus: keys scroll the page itself. */
  readonly isForReading?: boolean;
}

/** A screen beside the study list: a way back, a title that takes the focus's reading, one column. */
export function Page({
  title,
  backHref,
  children,
  actions,
  isForReading = false,
}: PageProps): ReactNode {
  const text = useText();
  return (
    <div className="page">
      <header className="page-header">
        <a
          className="button icon-button button-quiet"
          href={backHref}
          rel="prev"
          aria-label={text('ui.back')}
        >
          <ArrowLeft className="icon icon-directional" aria-hidden />
        </a>
        <h1 className="page-title">{title}</h1>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
        <HeaderTools />
      </header>
      <main className="page-main" aria-label={title} {...(isForReading ? { tabIndex: 0 } : {})}>
        <div className="page-column">{children}</div>
      </main>
    </div>
  );
}

interface SectionProps {
  /** Left out where the page says it already. */
  readonly title?: string;
  readonly children: ReactNode;
  readonly description?: ReactNode;
}

export function Section({ title, description, children }: SectionProps): ReactNode {
  return (
    <section className="section">
      <div className="section-head">
        {title === undefined ? null : <h2>{title}</h2>}
        {description === undefined ? null : <div className="muted">{description}</div>}
      </div>
      <div className="section-body">{children}</div>
    </section>
  );
}
