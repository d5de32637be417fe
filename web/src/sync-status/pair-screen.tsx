import './pair-screen.css';
import { type FormEvent, type ReactNode, useState } from 'react';
import CloudCheck from 'lucide-react/icons/cloud-check';
import { forgetPairing, saveDeviceName } from '../archive/device.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useDevice } from '../live/use-device.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page, Section } from '../ui/page.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useFailureText, useText } from '../ui/use-text.ts';
import { pair, pairingForgotten } from '../workers/sync/sync-client.ts';

/** Shown as text to be typed elsewhere; a command is the same in every language. */
const pairCommand = 'npm run -s satchel -- pair';

/** Ties this device to a server by a code that works once. */
export function PairScreen(): ReactNode {
  const text = useText();
  const device = useDevice();
  const [isAgain, setIsAgain] = useState(false);
  return (
    <Page title={text('pair.title')} backHref="/">
      {device === null ? null : device.pairing !== null && !isAgain ? (
        <Paired hubName={device.pairing.hub.name} onAgain={() => setIsAgain(true)} />
      ) : (
        <PairForm deviceName={device.name} onPaired={() => setIsAgain(false)} />
      )}
      <p className="pair-note">{text('pair.oneOrigin', { origin: location.host })}</p>
    </Page>
  );
}

interface PairedProps {
  readonly hubName: string;
  readonly onAgain: () => void;
}

function Paired({ hubName, onAgain }: PairedProps): ReactNode {
  const text = useText();
  const archive = useArchive();
  const [isForgetting, setIsForgetting] = useState(false);
  return (
    <>
      <Notice
        isLive
        tone="on-server"
        icon={CloudCheck}
        title={text('pair.already')}
        actions={
          <LinkButton variant="primary" href="/">
            {text('app.toList')}
          </LinkButton>
        }
      >
        <p>{text('pair.alreadyWords', { name: hubName })}</p>
        <p>{text('pair.doneWords')}</p>
      </Notice>
      <div className="pair-more">
        <Button variant="quiet" onPress={onAgain}>
          {text('pair.again')}
        </Button>
        <Button variant="quiet" onPress={() => setIsForgetting(true)}>
          {text('pair.forget')}
        </Button>
      </div>
      {isForgetting ? (
        <Dialog
          isAlert
          title={text('pair.forgetTitle')}
          onClose={() => setIsForgetting(false)}
          actions={
            <>
              <Button takesFocus onPress={() => setIsForgetting(false)}>
                {text('ui.cancel')}
              </Button>
              <Button
                variant="danger"
                onPress={() => {
                  setIsForgetting(false);
                  void forgetPairing(archive).then(pairingForgotten);
                }}
              >
                {text('pair.forget')}
              </Button>
            </>
          }
        >
          <p>{text('pair.forgetWords')}</p>
        </Dialog>
      ) : null}
    </>
  );
}

interface PairFormProps {
  readonly deviceName: string;
  readonly onPaired: () => void;
}

function PairForm({ deviceName, onPaired }: PairFormProps): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [code, setCode] = useState('');
  const [name, setName] = useState(deviceName);
  const [state, setState] = useState<'idle' | 'running' | { readonly error: string }>('idle');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (state === 'running' || code.trim() === '') return;
    setState('running');
    // The server lists the device under this name, so it is kept before the code is used up.
    const saved = await saveDeviceName(archive, name);
    const paired = saved.ok ? await pair(archive, location.origin, code.trim()) : saved;
    if (paired.ok) {
      setState('idle');
      onPaired();
    } else setState({ error: failureText(paired.failure) });
  };
  return (
    <Section description={text('pair.intro')}>
      <ol className="pair-steps">
        <li>
          {text('pair.step1')}
          <code className="pair-command">{pairCommand}</code>
        </li>
        <li>{text('pair.step2')}</li>
      </ol>
      <form className="pair-form" onSubmit={(event) => void submit(event)}>
        <TextField
          isCode
          label={text('pair.code')}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          maxLength={64}
          error={typeof state === 'object' ? state.error : null}
        />
        <TextField
          label={text('pair.deviceName')}
          description={text('pair.deviceNameHint')}
          value={name}
          onChange={setName}
          maxLength={60}
        />
        <div className="pair-more">
          <Button
            type="submit"
            variant="primary"
            isPending={state === 'running'}
            isDisabled={code.trim() === '' || name.trim() === ''}
          >
            {text(state === 'running' ? 'pair.running' : 'pair.confirm')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
