import './list-header.css';
import type { ReactNode } from 'react';
import IdCard from 'lucide-react/icons/id-card';
import Lock from 'lucide-react/icons/lock';
import Settings from 'lucide-react/icons/settings';
import { BrandMark } from '../ui/brand-mark.tsx';
import { IconButton } from '../ui/button.tsx';
import { HeaderTools } from '../ui/header-tools.tsx';
import { useText } from '../ui/use-text.ts';
import { SearchField } from './search-field.tsx';

interface ListHeaderProps {
  /** False while there is nothing to search in. */
  readonly hasSearch: boolean;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly statusChips: ReactNode;
  readonly onLock: (() => void) | null;
}

export function ListHeader(props: ListHeaderProps): ReactNode {
  const { hasSearch, query, onQuery, statusChips, onLock } = props;
  const text = useText();
  const focusFirstRow = (): void => {
    document
      .querySelector<HTMLElement>('.study-list [data-row-focus], .server-results [data-row-focus]')
      ?.focus();
  };
  return (
    <header className="list-header">
      <h1 className="list-header-brand">
        <BrandMark className="list-header-mark" />
        <span>{text('ui.appName')}</span>
      </h1>
      <div className="list-header-search">
        {hasSearch ? (
          <SearchField value={query} onChange={onQuery} onLeave={focusFirstRow} />
        ) : null}
      </div>
      <div className="list-header-status">{statusChips}</div>
      <nav className="list-header-tools">
        {onLock === null ? null : (
          <IconButton icon={Lock} label={text('list.lock')} onPress={onLock} />
        )}
        <a
          className="button icon-button button-quiet"
          href="/patients"
          aria-label={text('list.patients')}
          title={text('list.patients')}
        >
          <IdCard className="icon" aria-hidden />
        </a>
        <a
          className="button icon-button button-quiet"
          href="/settings"
          aria-label={text('list.settings')}
          title={text('list.settings')}
        >
          <Settings className="icon" aria-hidden />
        </a>
        <HeaderTools />
      </nav>
    </header>
  );
}
