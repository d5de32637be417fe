import { useState, type ReactNode } from 'react';
import Copy from 'lucide-react/icons/copy';
import { Button } from '../../ui/button.tsx';
import { useWording, type Wording } from '../../ui/use-text.ts';
import { AttributeItem } from './attribute-item.tsx';
import { aloneText, linesOf, type AttributeRow } from './attribute-rows.ts';
import { useFoundRows } from './use-attributes.ts';

/** More rows at once make a slow page: the reader asks for the next. */
const rowsAtOnce = 200;
/** Of one copy: what is longer no clipboard is sure to take. */
const copyLengthMax = 2_000_000;

interface AttributeListProps {
  readonly rows: readonly AttributeRow[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

/** The attributes that a search finds, each with its copy, and all of them with one. */
export function AttributeList({ rows, search, onSearch }: AttributeListProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const found = useFoundRows(rows, search);
  const [room, setRoom] = useState(rowsAtOnce);
  const [copied, setCopied] = useState('');
  if (found === null) return null;
  const count = found.filter(isElement).length;
  const all = rows.filter(isElement).length;
  const copyOne = (row: AttributeRow): void => {
    void copyText(aloneText(row), text('attributes.copied', { count: 1 }), wording).then(setCopied);
  };
  const copyFound = (): void => {
    void copyRows(found, wording).then(setCopied);
  };
  return (
    <>
      <div className="attribute-bar">
        <p role="status" className="attribute-count">
          {text(found === rows ? 'attributes.count' : 'attributes.found', { count, all })}
          {copied === '' ? null : <span className="attribute-copied">{copied}</span>}
        </p>
        {count === 0 ? null : (
          <Button icon={Copy} onPress={copyFound}>
            {text('attributes.copyAll')}
          </Button>
        )}
      </div>
      {count === 0 ? (
        <div className="attribute-none">
          <p>{text('attributes.none', { search })}</p>
          <Button onPress={() => onSearch('')}>{text('attributes.showAll')}</Button>
        </div>
      ) : null}
      <ul className="attribute-list">
        {found.slice(0, room).map((row) => (
          <AttributeItem
            key={`${String(row.id)} ${row.tag}`}
            row={row}
            isAlone={found !== rows}
            onCopy={() => copyOne(row)}
          />
        ))}
      </ul>
      {found.length > room ? (
        <Button onPress={() => setRoom(room + rowsAtOnce)}>
          {text('attributes.showMore', { count: Math.min(rowsAtOnce, found.length - room) })}
        </Button>
      ) : null}
    </>
  );
}

function isElement({ itemNumber }: AttributeRow): boolean {
  return itemNumber === null;
}

/** Copies rows as text; gives the words that say what came of it. */
function copyRows(rows: readonly AttributeRow[], wording: Wording): Promise<string> {
  const { lines, count } = linesOf(rows, copyLengthMax);
  const copied = rows.slice(0, count).filter(isElement).length;
  const all = rows.filter(isElement).length;
  const words =
    count < rows.length
      ? wording.text('attributes.copiedSome', { count: copied, all })
      : wording.text('attributes.copied', { count: copied });
  return copyText(lines, words, wording);
}

async function copyText(copied: string, words: string, { text }: Wording): Promise<string> {
  try {
    await navigator.clipboard.writeText(copied);
    return words;
  } catch {
    return text('attributes.notCopied');
  }
}
