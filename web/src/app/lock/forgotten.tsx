import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { countDevice, type DeviceCount, eraseDevice } from '../../archive/erase-device.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useText } from '../../ui/use-text.ts';
import { closeCovers } from './cover-news.ts';
import { tellErased } from './erased-channel.ts';

interface ForgottenProps {
  readonly hasGuarded: boolean;
  readonly onRecovery: () => void;
}

/** The ways back in, and what is left where there is none. */
export function Forgotten({ hasGuarded, onRecovery }: ForgottenProps): ReactNode {
  const text = useText();
  const [isErasing, setIsErasing] = useState(false);
  if (isErasing) return <Erase onCancel={() => setIsErasing(false)} />;
  return (
    <div className="form">
      <h2>{text('lock.forgottenTitle')}</h2>
      <p>{text('lock.forgottenRecovery')}</p>
      <Button variant="primary" onPress={onRecovery}>
        {text('lock.withRecovery')}
      </Button>
      {hasGuarded ? <p>{text('lock.forgottenColleague')}</p> : null}
      <p>{text('lock.forgottenNeither')}</p>
      <Button onPress={() => setIsErasing(true)}>{text('lock.eraseShow')}</Button>
    </div>
  );
}

function isAllElsewhere({ onlyHere, waitingOps }: DeviceCount): boolean {
  return onlyHere.studies === 0 && onlyHere.images === 0 && waitingOps === 0;
}

function Erase({ onCancel }: { readonly onCancel: () => void }): ReactNode {
  const text = useText();
  const archive = useArchive();
  const [count, setCount] = useState<DeviceCount | null>(null);
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<'idle' | 'running' | 'failed'>('idle');
  useEffect(() => {
    void countDevice(archive).then((counted) => counted.ok && setCount(counted.value));
  }, [archive]);
  const word = text('erase.word');
  const isReady = count !== null && typed.trim().toLocaleUpperCase() === word;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady || state === 'running') return;
    setState('running');
    // What still ends behind the lock would hold the store open.
    closeCovers();
    const erased = await eraseDevice(archive);
    if (erased.ok) tellErased();
    else setState('failed');
  };
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <h2>{text('erase.title')}</h2>
      {count === null ? (
        <p role="status">{text('erase.counting')}</p>
      ) : (
        <>
          <p className="erase-lost">
            {isAllElsewhere(count)
              ? text('erase.lostNothing')
              : text('erase.lost', {
                  studies: count.onlyHere.studies,
                  images: count.onlyHere.images,
                  marks: count.waitingOps,
                })}
          </p>
          <p>{text('erase.kept', { count: count.onServerStudies })}</p>
          {count.onServerStudies === 0 ? null : <p>{text('erase.pairAgain')}</p>}
        </>
      )}
      <TextField
        takesFocus
        isCode
        label={text('erase.type', { word })}
        autoComplete="off"
        value={typed}
        onChange={setTyped}
        error={state === 'failed' ? text('erase.failed') : null}
      />
      <div className="form-actions">
        <Button onPress={onCancel}>{text('ui.cancel')}</Button>
        <Button
          type="submit"
          variant="danger"
          isDisabled={!isReady}
          isPending={state === 'running'}
        >
          {text('erase.confirm')}
        </Button>
      </div>
    </form>
  );
}
