import type { ReactNode } from 'react';
import { saveSetting } from '../../archive/settings.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { useSetting } from '../../live/use-setting.ts';
import { ChoiceGroup } from '../../ui/choice.tsx';
import { Switch } from '../../ui/switch.tsx';
import { useText } from '../../ui/use-text.ts';
import {
  autoLockChoices,
  autoLockMinutesOf,
  autoLockSetting,
  coverHiddenSetting,
} from './auto-lock-settings.ts';

/** After how long the lock closes by itself, and whether the view is covered when the app is out of sight. */
export function AutoLockChoice(): ReactNode {
  const text = useText();
  const archive = useArchive();
  const minutes = autoLockMinutesOf(useSetting(autoLockSetting));
  const coversHidden = useSetting(coverHiddenSetting) !== false;
  return (
    <>
      <ChoiceGroup
        layout="segments"
        label={text('autoLock.label')}
        value={String(minutes)}
        onChange={(chosen) => void saveSetting(archive, autoLockSetting, Number(chosen))}
        choices={autoLockChoices.map((choice) => ({
          value: String(choice),
          label:
            choice === 0 ? text('autoLock.never') : text('autoLock.minutes', { minutes: choice }),
        }))}
      />
      <p className="muted">{text(minutes === 0 ? 'autoLock.neverWords' : 'autoLock.words')}</p>
      <Switch
        isSelected={coversHidden}
        onChange={(isOn) => void saveSetting(archive, coverHiddenSetting, isOn)}
      >
        {text('autoLock.cover')}
      </Switch>
    </>
  );
}
