import { type ReactNode, useState } from 'react';
import Fingerprint from 'lucide-react/icons/fingerprint-pattern';
import { addPasskey } from '../../archive/passkey.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useDevice } from '../../live/use-device.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast-queue.ts';
import { useFailureText, useText } from '../../ui/use-text.ts';

/** Whether this browser and device have a screen lock that answers as a passkey. */
export async function canAddPasskey(): Promise<boolean> {
  if (!('PublicKeyCredential' in window)) return false;
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

interface AddPasskeyProps {
  readonly passphrase: string;
  readonly onDone: () => void;
}

/** Offered once after a lock was set; the passphrase is known then and need not be typed again. */
export function AddPasskey({ passphrase, onDone }: AddPasskeyProps): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const device = useDevice();
  const [error, setError] = useState<string | null>(null);
  const add = async (): Promise<void> => {
    const added = await addPasskey(archive, passphrase, `Satchel · ${device?.name ?? ''}`);
    if (!added.ok) {
      setError(failureText(added.failure));
      return;
    }
    showToast(text('recovery.passkeyAdded'));
    onDone();
  };
  return (
    <div className="form">
      <h2>{text('recovery.passkeyTitle')}</h2>
      <p className="muted">{text('recovery.passkeyWords')}</p>
      {error === null ? null : (
        <p className="form-error" role="alert">
          {error}
        </p>
      )}
      <div className="form-actions">
        <Button onPress={onDone}>{text('recovery.passkeySkip')}</Button>
        <Button variant="primary" icon={Fingerprint} onPress={() => void add()}>
          {text('recovery.passkeyAdd')}
        </Button>
      </div>
    </div>
  );
}
