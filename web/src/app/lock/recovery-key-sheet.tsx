import './recovery-key-sheet.css';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import FileDown from 'lucide-react/icons/file-down';
import Printer from 'lucide-react/icons/printer';
import { useDevice } from '../../live/use-device.ts';
import { Button } from '../../ui/button.tsx';
import { deliver } from '../../ui/deliver.ts';
import { formatMoment } from '../../ui/format.ts';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast-queue.ts';
import { type TextOf, useWording } from '../../ui/use-text.ts';
import { CopyKeyButton, CopyKeyWords, useKeyCopy } from './copy-key-button.tsx';
import { isLastGroup } from './last-group.ts';
import { waitForWriting } from './last-input.ts';

interface RecoveryKeySheetProps {
  readonly recoveryKey: string;
  readonly onConfirmed: () => void;
}

/** Shows the recovery key this one time, and goes on only when its end has been typed from the copy. */
export function RecoveryKeySheet({ recoveryKey, onConfirmed }: RecoveryKeySheetProps): ReactNode {
  const { text, language } = useWording();
  const device = useDevice();
  const [madeAtMs] = useState(() => Date.now());
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const copied = useKeyCopy(recoveryKey);
  useEffect(waitForWriting, []);
  const heading = text('recovery.printed', {
    device: device?.name ?? '',
    date: formatMoment(language, madeAtMs),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isLastGroup(typed, recoveryKey)) onConfirmed();
    else setIsWrong(true);
  };
  return (
    <form className="form" onSubmit={submit}>
      <h2>{text('recovery.title')}</h2>
      <p className="muted">{text('recovery.words')}</p>
      <div className="recovery-sheet">
        <p className="recovery-heading">{heading}</p>
        <p className="recovery-key">
          {recoveryKey.split('-').map((group, index) => (
            // Groups of a key may repeat; their place is what they are.
            <span key={`${index}-${group}`}>{group}</span>
          ))}
        </p>
      </div>
      <div className="recovery-ways">
        <Button icon={Printer} onPress={() => window.print()}>
          {text('recovery.print')}
        </Button>
        <CopyKeyButton {...copied} />
        <Button
          icon={FileDown}
          onPress={() => void saveAsFile(`${heading}\n\n${recoveryKey}\n`, text)}
        >
          {text('recovery.saveFile')}
        </Button>
      </div>
      <CopyKeyWords state={copied.state} />
      <TextField
        isCode
        label={text('recovery.confirmLabel')}
        autoComplete="off"
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setIsWrong(false);
        }}
        error={isWrong ? text('recovery.confirmWrong') : null}
      />
      <div className="form-actions">
        <Button type="submit" variant="primary" isDisabled={typed.trim() === ''}>
          {text('recovery.confirm')}
        </Button>
      </div>
    </form>
  );
}

async function saveAsFile(content: string, text: TextOf): Promise<void> {
  const file = new File([content], 'satchel-recovery-key.txt', { type: 'text/plain' });
  const delivered = await deliver([file]);
  if (delivered.outcome !== 'failed') return;
  showToast(text(`deliver.${delivered.code}`), { tone: 'failed' });
}
