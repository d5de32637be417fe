import { type FormEvent, type ReactNode, useState } from 'react';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import { setPassphrase } from '../../archive/lock.ts';
import { saveSetting } from '../../archive/settings.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { AddPasskey, canAddPasskey } from './add-passkey.tsx';
import {
  isUsable,
  type NewPassphrase,
  NewPassphraseFields,
  noPassphrase,
} from './new-passphrase.tsx';
import { RecoveryKeySheet } from './recovery-key-sheet.tsx';

/** Kept in the archive: a key that nobody has written down must be spoken of again. */
export const recoveryConfirmedSetting = 'lock.recoveryKeyConfirmed';

type Step =
  | { readonly kind: 'passphrase'; readonly error: string | null }
  | { readonly kind: 'encrypting'; readonly done: number; readonly total: number }
  | { readonly kind: 'recovery'; readonly recoveryKey: string }
  | { readonly kind: 'passkey' };

interface SetLockProps {
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The first lock: passphrase, encrypting anew, recovery key, and a passkey for those who want one. */
export function SetLock({ onDone, onCancel }: SetLockProps): ReactNode {
  const archive = useArchive();
  const failureText = useFailureText();
  const [step, setStep] = useState<Step>({ kind: 'passphrase', error: null });
  const [passphrase, setPassphraseText] = useState(noPassphrase);
  const encrypt = async (): Promise<void> => {
    setStep({ kind: 'encrypting', done: 0, total: 0 });
    const lock = await setPassphrase(archive, passphrase.first, (progress) =>
      setStep({ kind: 'encrypting', done: progress.done, total: progress.total }),
    );
    if (!lock.ok) {
      setStep({ kind: 'passphrase', error: failureText(lock.failure) });
      return;
    }
    await saveSetting(archive, recoveryConfirmedSetting, false);
    setStep({ kind: 'recovery', recoveryKey: lock.value.recoveryKey });
  };
  const confirm = async (): Promise<void> => {
    await saveSetting(archive, recoveryConfirmedSetting, true);
    if (await canAddPasskey()) setStep({ kind: 'passkey' });
    else onDone();
  };
  switch (step.kind) {
    case 'passphrase':
      return (
        <PassphraseStep
          value={passphrase}
          error={step.error}
          onChange={setPassphraseText}
          onSubmit={() => void encrypt()}
          onCancel={onCancel}
        />
      );
    case 'encrypting':
      return <EncryptingStep done={step.done} total={step.total} />;
    case 'recovery':
      return <RecoveryKeySheet recoveryKey={step.recoveryKey} onConfirmed={() => void confirm()} />;
    case 'passkey':
      return <AddPasskey passphrase={passphrase.first} onDone={onDone} />;
  }
}

interface PassphraseStepProps {
  readonly value: NewPassphrase;
  readonly error: string | null;
  readonly onChange: (value: NewPassphrase) => void;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}

function PassphraseStep(props: PassphraseStepProps): ReactNode {
  const text = useText();
  const { value, error, onChange, onSubmit, onCancel } = props;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isUsable(value)) onSubmit();
  };
  return (
    <form className="form" onSubmit={submit}>
      <NewPassphraseFields takesFocus value={value} onChange={onChange} />
      <Notice tone="only-here" icon={ShieldAlert} title={text('setLock.forgetWarning')} />
      {error === null ? null : (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <div className="form-actions">
        <Button onPress={onCancel}>{text('ui.cancel')}</Button>
        <Button type="submit" variant="primary" isDisabled={!isUsable(value)}>
          {text('setLock.confirm')}
        </Button>
      </div>
    </form>
  );
}

function EncryptingStep({
  done,
  total,
}: {
  readonly done: number;
  readonly total: number;
}): ReactNode {
  const text = useText();
  return (
    <div className="form" role="status">
      <h2>{text('setLock.running')}</h2>
      <ProgressBar
        label={text('setLock.running')}
        done={done}
        total={total}
        valueText={text('setLock.progress', { done, total })}
      />
      <p className="muted">{text('setLock.runningWords')}</p>
    </div>
  );
}
