import './list-header.css';
import type { ReactNode } from 'react';
import Lock from 'lucide-react/icons/lock';
import Settings from 'lucide-react/icons/settings';
import { BrandMark } from '../ui/brand-mark.tsx';
import { IconButton } from '../ui/button.tsx';
import { useText } from '../ui/use-text.ts';
import { SearchField } from './search-field.tsx';

interface ListHeaderProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly statusChips: ReactNode;
  readonly onLock: (() => void) | null;
}

export function ListHeader({ query, onQuery, statusChips, onLock }: ListHeaderProps): ReactNode {
  const text = useText();
  const focusFirstRow = (): void => {
    document.querySelector<HTMLElement>('.study-list [data-row-focus]')?.focus();
  };
  return (
    <header className="list-header">
      <h1 className="list-header-brand">
        <BrandMark className="list-header-mark" />
        <span>{text('ui.appName')}</span>
      </h1>
      <div className="list-header-search">
        <SearchField value={query} onChange={onQuery} onLeave={focusFirstRow} />
      </div>
      <div className="list-header-status">{statusChips}</div>
      <nav className="list-header-tools">
        {onLock === null ? null : (
          <IconButton icon={Lock} label={text('list.lock')} onPress={onLock} />
        )}
        <a
          className="button icon-button button-quiet"
          href="/settings"
          aria-label={text('list.settings')}
          title={text('list.settings')}
        >
          <Settings className="icon" aria-hidden />
        </a>
      </nav>
    </header>
  );
}
