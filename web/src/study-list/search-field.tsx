import './search-field.css';
import { type ReactNode, useEffect, useRef } from 'react';
import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { useText } from '../ui/use-text.ts';

interface SearchFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** ArrowDown or Enter: on to the list. */
  readonly onLeave: () => void;
}

/** A plain search input: it is the one part of the first screen that every browser does well by itself. */
export function SearchField({ value, onChange, onLeave }: SearchFieldProps): ReactNode {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focusOnSlash = (event: KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) {
        return;
      }
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', focusOnSlash);
    return () => document.removeEventListener('keydown', focusOnSlash);
  }, []);
  return (
    <search className="search-field">
      <Search className="icon-small search-field-icon" aria-hidden />
      <input
        ref={input}
        type="search"
        className="search-field-input"
        aria-label={text('list.search')}
        placeholder={text('list.searchShort')}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={200}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            onChange('');
          } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            onLeave();
          }
        }}
      />
      {value === '' ? null : (
        <button
          type="button"
          className="search-field-clear"
          aria-label={text('list.clearSearch')}
          onClick={() => {
            onChange('');
            input.current?.focus();
          }}
        >
          <X className="icon-small" aria-hidden />
        </button>
      )}
    </search>
  );
}
