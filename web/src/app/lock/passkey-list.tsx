import { type ReactNode, useEffect, useState } from 'react';
import Fingerprint from 'lucide-react/icons/fingerprint-pattern';
import X from 'lucide-react/icons/x';
import type { Archive } from '../../archive/archive.ts';
import { addPasskey, type Passkey, readPasskeys, removePasskey } from '../../archive/passkey.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useDevice } from '../../live/use-device.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { canAddPasskey } from './add-passkey.tsx';
import { PassphraseAsk } from './passphrase-ask.tsx';

/** The passkeys that open this device beside the passphrase. */
export function PasskeyList(): ReactNode {
  const text = useText();
  const archive = useArchive();
  const [passkeys, setPasskeys] = useState<readonly Passkey[]>([]);
  const [canAdd, setCanAdd] = useState(false);
  const [isAdding, setIsAdding] = useState(false);
  useEffect(() => {
    void passkeysOf(archive).then(setPasskeys);
    void canAddPasskey().then(setCanAdd);
  }, [archive]);
  const reload = (): void => void passkeysOf(archive).then(setPasskeys);
  const close = (): void => {
    setIsAdding(false);
    reload();
  };
  return (
    <>
      <ul className="people">
        {passkeys.map(({ id, name }) => (
          <li key={id} className="person">
            <Fingerprint className="icon" aria-hidden />
            <span className="person-words">{name}</span>
            <IconButton
              icon={X}
              label={text('settings.passkeyRemove', { name })}
              onPress={() => void removePasskey(archive, id).then(reload)}
            />
          </li>
        ))}
      </ul>
      {canAdd ? (
        <div className="settings-actions">
          <Button variant="quiet" icon={Fingerprint} onPress={() => setIsAdding(true)}>
            {text('settings.passkeyAdd')}
          </Button>
        </div>
      ) : null}
      {isAdding ? (
        <Dialog title={text('settings.passkeyAdd')} onClose={close}>
          <PasskeyForm onDone={close} />
        </Dialog>
      ) : null}
    </>
  );
}

async function passkeysOf(archive: Archive): Promise<readonly Passkey[]> {
  const read = await readPasskeys(archive);
  return read.ok ? read.value : [];
}

function PasskeyForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const device = useDevice();
  const add = async (passphrase: string): Promise<string | null> => {
    const added = await addPasskey(archive, passphrase, `Satchel · ${device?.name ?? ''}`);
    if (!added.ok) return failureText(added.failure);
    onDone();
    return null;
  };
  return (
    <PassphraseAsk
      words={text('recovery.passkeyWords')}
      confirmLabel={text('settings.passkeyAdd')}
      onPassphrase={add}
      onCancel={onDone}
    />
  );
}
