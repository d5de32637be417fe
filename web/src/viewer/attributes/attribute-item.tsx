import { useState, type ReactNode } from 'react';
import Copy from 'lucide-react/icons/copy';
import { IconButton } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format.ts';
import { useText, useWording, type TextOf } from '../../ui/use-text.ts';
import { byteLengthOf, hexText, valueText, type AttributeRow } from './attribute-rows.ts';

/** What is longer is cut on the screen until it is asked for; never in a copy. */
const valueLengthMax = 300;
const bytesShownMax = 48;
const depthMax = 4;

interface AttributeItemProps {
  readonly row: AttributeRow;
  /** Found by a search: what it lies in is not above it. */
  readonly isAlone: boolean;
  readonly onCopy: () => void;
}

export function AttributeItem({ row, isAlone, onCopy }: AttributeItemProps): ReactNode {
  const text = useText();
  const depth = isAlone ? 0 : Math.min(row.depth, depthMax);
  const place = `attribute-row attribute-depth-${String(depth)}`;
  return row.itemNumber === null ? (
    <li className={place}>
      <div className="attribute-text">
        {isAlone && row.within !== '' ? <div className="attribute-within">{row.within}</div> : null}
        <div className="attribute-name">
          <span className="attribute-keyword">{nameOf(row, text)}</span>{' '}
          <span className="attribute-tag" dir="ltr">
            {row.tag} {row.vr}
          </span>
        </div>
        <AttributeValue row={row} />
      </div>
      <IconButton
        icon={Copy}
        label={text('attributes.copy', { name: `${nameOf(row, text)} ${row.tag}` })}
        onPress={onCopy}
      />
    </li>
  ) : (
    <li className={`${place} attribute-heading`}>
      {text('attributes.item', { n: row.itemNumber })}
    </li>
  );
}

function nameOf({ keyword, isPrivate, creator }: AttributeRow, text: TextOf): string {
  if (keyword !== '') return keyword;
  if (!isPrivate) return text('attributes.unknown');
  return creator === '' ? text('attributes.private') : text('attributes.privateOf', { creator });
}

function AttributeValue({ row }: { readonly row: AttributeRow }): ReactNode {
  const text = useText();
  if (row.itemCount !== null) {
    return <div className="muted">{text('attributes.items', { count: row.itemCount })}</div>;
  }
  const value = valueText(row);
  if (value === null) return <BinaryValue row={row} />;
  if (value === '') return <div className="muted">{text('attributes.empty')}</div>;
  return <TextValue value={value} />;
}

function BinaryValue({ row }: { readonly row: AttributeRow }): ReactNode {
  const { text, language } = useWording();
  const byteLength = byteLengthOf(row) ?? 0;
  const hex = hexText(row, bytesShownMax) ?? '';
  return (
    <div className="muted">
      {text('attributes.bytes', { size: formatBytes(language, byteLength) })}
      {hex === '' ? null : (
        <code className="attribute-hex" dir="ltr">
          {hex}
          {byteLength > bytesShownMax ? ' …' : ''}
        </code>
      )}
    </div>
  );
}

function TextValue({ value }: { readonly value: string }): ReactNode {
  const text = useText();
  const [isWhole, setWhole] = useState(false);
  if (value.length <= valueLengthMax) return <div className="attribute-value">{value}</div>;
  return (
    <>
      <div className="attribute-value">
        {isWhole ? value : `${value.slice(0, valueLengthMax)}…`}
      </div>
      <button
        type="button"
        className="attribute-whole"
        aria-expanded={isWhole}
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole
          ? text('attributes.showLess')
          : text('attributes.showWhole', { count: value.length })}
      </button>
    </>
  );
}
