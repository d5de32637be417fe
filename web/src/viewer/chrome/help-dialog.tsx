import type { ReactNode } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useText, type MessageKey } from '../../ui/use-text.ts';
import { keycapsIn, keyLines } from '../interaction/viewer-keys.ts';

type GestureLine = readonly [gesture: MessageKey, words: MessageKey];

const touch: readonly GestureLine[] = [
  ['viewer.help.oneFinger', 'viewer.help.oneFingerWords'],
  ['viewer.help.twoFingers', 'viewer.help.twoFingersWords'],
  ['viewer.help.pairTap', 'viewer.help.pairTapWords'],
  ['viewer.help.longPress', 'viewer.help.longPressWords'],
  ['viewer.help.doubleTap', 'viewer.help.doubleTapWords'],
  ['viewer.help.edge', 'viewer.help.edgeWords'],
];
const mouse: readonly GestureLine[] = [
  ['viewer.help.wheel', 'viewer.help.wheelWords'],
  ['viewer.help.rightDrag', 'viewer.help.rightDragWords'],
  ['viewer.help.middleDrag', 'viewer.help.middleDragWords'],
  ['viewer.help.shiftDrag', 'viewer.help.shiftDragWords'],
];

/** All gestures, and the keys by the very table that they are read by. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const gestures = [
    ['viewer.help.touch', touch],
    ['viewer.help.mouse', mouse],
  ] as const;
  return (
    <Dialog title={text('viewer.help.title')} onClose={onClose}>
      {gestures.map(([title, lines]) => (
        <HelpSection key={title} title={title}>
          {lines.map(([gesture, words]) => (
            <HelpLine key={words} name={text(gesture)} words={words} />
          ))}
        </HelpSection>
      ))}
      <HelpSection title="viewer.help.keys">
        {keyLines.map(({ shown, words }) => (
          <HelpLine key={shown} name={<kbd>{keycapsIn(shown, text)}</kbd>} words={words} />
        ))}
      </HelpSection>
    </Dialog>
  );
}

interface HelpSectionProps {
  readonly title: MessageKey;
  readonly children: ReactNode;
}

function HelpSection({ title, children }: HelpSectionProps): ReactNode {
  const text = useText();
  return (
    <section>
      <h3>{text(title)}</h3>
      <dl className="help-list">{children}</dl>
    </section>
  );
}

interface HelpLineProps {
  readonly name: ReactNode;
  readonly words: MessageKey;
}

function HelpLine({ name, words }: HelpLineProps): ReactNode {
  const text = useText();
  return (
    <div className="help-line">
      <dt>{name}</dt>
      <dd>{text(words)}</dd>
    </div>
  );
}
