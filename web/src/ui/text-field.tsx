import './text-field.css';
import { type ReactNode, useEffect, useRef } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextField as AriaTextField } from 'react-aria-components/TextField';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: string;
  /** A sentence; shown and read out as long as it is there. */
  readonly error?: string | null;
  readonly type?: 'text' | 'password' | 'date';
  /** Off where nothing else is said: the browser keeps what it may fill in, in plain text, for the next person. */
  readonly autoComplete?: string;
  /** When it appears: for screens and dialogs that are there to be typed into. */
  readonly takesFocus?: boolean;
  readonly isDisabled?: boolean;
  readonly isRequired?: boolean;
  readonly maxLength?: number;
  /** Codes and keys: no spelling aid, no capital at the start, digits and letters of equal width. */
  readonly isCode?: boolean;
  readonly inputMode?: 'text' | 'numeric';
}

export function TextField({
  label,
  description,
  error = null,
  isCode = false,
  takesFocus = false,
  autoComplete = 'off',
  ...rest
}: TextFieldProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) input.current?.focus();
  }, [takesFocus]);
  return (
    <AriaTextField
      className="text-field"
      // Said, not enforced by the browser: a wrong passphrase must not keep the next try from being sent.
      validationBehavior="aria"
      isInvalid={error !== null}
      spellCheck={isCode ? 'false' : 'true'}
      autoComplete={autoComplete}
      {...rest}
    >
      <Label className="text-field-label">{label}</Label>
      <Input
        ref={input}
        className={isCode ? 'text-field-input text-field-code' : 'text-field-input'}
        {...(isCode ? { autoCapitalize: 'characters', autoCorrect: 'off' } : {})}
      />
      {description === undefined ? null : (
        <Text slot="description" className="text-field-description">
          {description}
        </Text>
      )}
      <FieldError className="text-field-error">{error}</FieldError>
    </AriaTextField>
  );
}
