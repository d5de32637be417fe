import type { ReactNode } from 'react';
import Captions from 'lucide-react/icons/captions';
import { useText } from '../../ui/use-text.ts';
import { useCommands } from '../session/use-commands.ts';
import { useViewer } from '../session/viewer-context.ts';
import { ToolButton } from './tool-button.tsx';

/** Goes round the four levels of text over the image; its name says the one in force. */
export function TextLevelButton(): ReactNode {
  const text = useText();
  const run = useCommands();
  const level = useViewer((state) => state.textLevel);
  const label = text('viewer.textLevelShort', { level });
  return (
    <ToolButton
      icon={Captions}
      label={label}
      // What is read must be part of what is heard.
      name={`${label}: ${text(`viewer.textLevel.${level}`)}`}
      onPress={() => run({ kind: 'texts' })}
    />
  );
}
