import { type FormEvent, type ReactNode, useState } from 'react';
import { saveDeviceName } from '../../archive/device.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useDevice } from '../../live/use-device.ts';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast-queue.ts';
import { useFailureText, useText } from '../../ui/use-text.ts';

export function DeviceSection(): ReactNode {
  const text = useText();
  const device = useDevice();
  return (
    <Section title={text('settings.device')}>
      {device === null ? null : <DeviceNameForm key={device.deviceId} name={device.name} />}
    </Section>
  );
}

function DeviceNameForm({ name }: { readonly name: string }): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const archive = useArchive();
  const [draft, setDraft] = useState(name);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const saved = await saveDeviceName(archive, draft);
    if (saved.ok) showToast(text('ui.saved'));
    else showToast(failureText(saved.failure), { tone: 'failed' });
  };
  const isUnchanged = draft.trim() === name || draft.trim() === '';
  return (
    <form className="settings-row" onSubmit={(event) => void submit(event)}>
      <TextField
        label={text('settings.deviceName')}
        value={draft}
        onChange={setDraft}
        maxLength={60}
      />
      <Button type="submit" isDisabled={isUnchanged}>
        {text('ui.save')}
      </Button>
    </form>
  );
}
