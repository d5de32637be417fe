import { type ReactNode, useState } from 'react';
import { replaceRecoveryKey } from '../../archive/lock.ts';
import { saveSetting } from '../../archive/settings.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { PassphraseAsk } from './passphrase-ask.tsx';
import { RecoveryKeySheet } from './recovery-key-sheet.tsx';
import { recoveryConfirmedSetting } from './set-lock.tsx';

/** A new recovery key in place of one that was lost, seen by others, or never written down. */
export function RenewRecoveryKey({ onDone }: { readonly onDone: () => void }): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  const renew = async (passphrase: string): Promise<string | null> => {
    const renewed = await replaceRecoveryKey(archive, passphrase);
    if (!renewed.ok) return failureText(renewed.failure);
    await saveSetting(archive, recoveryConfirmedSetting, false);
    setRecoveryKey(renewed.value.recoveryKey);
    return null;
  };
  const confirm = async (): Promise<void> => {
    await saveSetting(archive, recoveryConfirmedSetting, true);
    onDone();
  };
  if (recoveryKey !== null) {
    return <RecoveryKeySheet recoveryKey={recoveryKey} onConfirmed={() => void confirm()} />;
  }
  return (
    <PassphraseAsk
      words={text('recovery.renewWords')}
      confirmLabel={text('recovery.renew')}
      onPassphrase={renew}
      onCancel={onDone}
    />
  );
}
