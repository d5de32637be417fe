import type { ReactNode } from 'react';
import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import { ChoiceGroup } from '../../ui/choice.tsx';
import { useText } from '../../ui/use-text.ts';
import { savePreferences, usePreferences } from '../preferences.ts';

/** On the lock screen too: outdoors one cannot read the settings in order to make them readable. */
export function ThemeChoice({ hasLabel = false }: { readonly hasLabel?: boolean }): ReactNode {
  const text = useText();
  const { theme } = usePreferences();
  return (
    <ChoiceGroup
      layout="segments"
      isLabelHidden={!hasLabel}
      label={text('settings.theme')}
      value={theme}
      onChange={(chosen) => savePreferences({ theme: chosen })}
      choices={[
        { value: 'dim', label: text('settings.themeDim'), icon: Moon },
        { value: 'sun', label: text('settings.themeSun'), icon: Sun },
      ]}
    />
  );
}
