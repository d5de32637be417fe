import './new-passphrase.css';
import { type ReactNode, useState } from 'react';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useText } from '../../ui/use-text.ts';
import { passphraseStrength, type Strength } from './passphrase-strength.ts';

export interface NewPassphrase {
  readonly first: string;
  readonly again: string;
}

export const noPassphrase: NewPassphrase = { first: '', again: '' };

/** Strong enough, and typed twice the same. */
export function isUsable({ first, again }: NewPassphrase): boolean {
  return first === again && passphraseStrength(first) !== 'weak';
}

interface NewPassphraseFieldsProps {
  readonly value: NewPassphrase;
  readonly onChange: (value: NewPassphrase) => void;
  readonly takesFocus?: boolean;
}

/** Two fields, and advice that follows the typing. */
export function NewPassphraseFields(props: NewPassphraseFieldsProps): ReactNode {
  const text = useText();
  const { value, onChange, takesFocus = false } = props;
  const [isShown, setIsShown] = useState(false);
  const strength = value.first === '' ? null : passphraseStrength(value.first);
  const differs = value.again !== '' && !value.first.startsWith(value.again);
  const type = isShown ? 'text' : 'password';
  return (
    <div className="new-passphrase">
      <TextField
        type={type}
        label={text('setLock.passphrase')}
        description={text('setLock.words')}
        autoComplete="new-password"
        takesFocus={takesFocus}
        value={value.first}
        onChange={(first) => onChange({ ...value, first })}
      />
      <StrengthMeter strength={strength} />
      <TextField
        type={type}
        label={text('setLock.again')}
        autoComplete="new-password"
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
        error={differs ? text('setLock.notEqual') : null}
      />
      <Switch isSelected={isShown} onChange={setIsShown}>
        {text('lock.showPassphrase')}
      </Switch>
    </div>
  );
}

const levels: readonly Strength[] = ['weak', 'fair', 'good'];

function StrengthMeter({ strength }: { readonly strength: Strength | null }): ReactNode {
  const text = useText();
  return (
    <div className={`strength strength-${strength ?? 'none'}`}>
      <span className="strength-bars" aria-hidden>
        {levels.map((level, index) => (
          <span
            key={level}
            className="strength-bar"
            data-on={strength !== null && index <= levels.indexOf(strength)}
          />
        ))}
      </span>
      <p role="status">{strength === null ? '' : text(`setLock.strength.${strength}`)}</p>
    </div>
  );
}
