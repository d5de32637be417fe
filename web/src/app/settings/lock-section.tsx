import { type ReactNode, useState } from 'react';
import Lock from 'lucide-react/icons/lock';
import LockOpen from 'lucide-react/icons/lock-open';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import { lockArchive } from '../../archive/lock-archive.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useLockState } from '../../live/use-lock-state.ts';
import { useSetting } from '../../live/use-setting.ts';
import { AutoLockChoice } from '../lock/auto-lock-choice.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { useText } from '../../ui/use-text.ts';
import { ChangePassphrase } from '../lock/change-passphrase.tsx';
import { RenewRecoveryKey } from '../lock/renew-recovery-key.tsx';
import { recoveryConfirmedSetting, SetLock } from '../lock/set-lock.tsx';
import { PasskeyList } from '../lock/passkey-list.tsx';

type Open = 'set' | 'change' | 'recovery' | null;

export function LockSection(): ReactNode {
  const text = useText();
  const archive = useArchive();
  const hasLock = useLockState() === 'unlocked';
  const [open, setOpen] = useState<Open>(null);
  const close = (): void => setOpen(null);
  return (
    <Section title={text('settings.lock')}>
      <p className={`settings-state tone-${hasLock ? 'on-server' : 'only-here'}`}>
        {hasLock ? (
          <Lock className="icon" aria-hidden />
        ) : (
          <LockOpen className="icon" aria-hidden />
        )}
        {text(hasLock ? 'settings.lockSet' : 'settings.lockNone')}
      </p>
      {hasLock ? (
        <>
          <UnconfirmedKey onRenew={() => setOpen('recovery')} />
          <div className="settings-actions">
            <Button icon={Lock} onPress={() => lockArchive(archive)}>
              {text('settings.lockNow')}
            </Button>
            <Button onPress={() => setOpen('change')}>{text('settings.lockChange')}</Button>
            <Button onPress={() => setOpen('recovery')}>{text('settings.recoveryRenew')}</Button>
          </div>
          <AutoLockChoice />
          <PasskeyList />
        </>
      ) : (
        <div className="settings-actions">
          <Button variant="primary" icon={Lock} onPress={() => setOpen('set')}>
            {text('settings.lockSetAction')}
          </Button>
        </div>
      )}
      {open === null ? null : <LockDialog open={open} onClose={close} />}
    </Section>
  );
}

function UnconfirmedKey({ onRenew }: { readonly onRenew: () => void }): ReactNode {
  const text = useText();
  if (useSetting(recoveryConfirmedSetting) !== false) return null;
  return (
    <Notice
      tone="only-here"
      icon={ShieldAlert}
      title={text('recovery.unconfirmed')}
      actions={<Button onPress={onRenew}>{text('settings.recoveryRenew')}</Button>}
    />
  );
}

interface LockDialogProps {
  readonly open: Exclude<Open, null>;
  readonly onClose: () => void;
}

function LockDialog({ open, onClose }: LockDialogProps): ReactNode {
  const text = useText();
  switch (open) {
    case 'set':
      return (
        <Dialog isAlert title={text('setLock.title')} onClose={onClose}>
          <SetLock onDone={onClose} onCancel={onClose} />
        </Dialog>
      );
    case 'change':
      return (
        <Dialog title={text('setLock.changeTitle')} onClose={onClose}>
          <ChangePassphrase onDone={onClose} />
        </Dialog>
      );
    case 'recovery':
      return (
        <Dialog isAlert title={text('settings.recoveryRenew')} onClose={onClose}>
          <RenewRecoveryKey onDone={onClose} />
        </Dialog>
      );
  }
}
