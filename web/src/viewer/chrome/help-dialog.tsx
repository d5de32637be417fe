import type { ReactNode } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { useText, type MessageKey } from '../../ui/use-text.ts';

type Line = readonly [keys: string | MessageKey, words: MessageKey];

const touch: readonly Line[] = [
  ['viewer.help.oneFinger', 'viewer.help.oneFingerWords'],
  ['viewer.help.twoFingers', 'viewer.help.twoFingersWords'],
  ['viewer.help.doubleTap', 'viewer.help.doubleTapWords'],
  ['viewer.help.edge', 'viewer.help.edgeWords'],
];
const mouse: readonly Line[] = [
  ['viewer.help.wheel', 'viewer.help.wheelWords'],
  ['viewer.help.rightDrag', 'viewer.help.rightDragWords'],
  ['viewer.help.middleDrag', 'viewer.help.middleDragWords'],
  ['viewer.help.shiftDrag', 'viewer.help.shiftDragWords'],
];
const keys: readonly Line[] = [
  ['↑ ↓', 'viewer.help.arrows'],
  ['Page ↑ ↓', 'viewer.help.pages'],
  ['Home End', 'viewer.help.ends'],
  ['← →', 'viewer.help.sides'],
  ['␣', 'viewer.help.space'],
  ['W T Z S M E', 'viewer.help.tools'],
  ['I R H V', 'viewer.help.looks'],
  ['0 1 F', 'viewer.help.sizes'],
  ['Alt 1–9', 'viewer.help.presets'],
  ['Ctrl Z', 'viewer.help.undo'],
  ['Del', 'viewer.help.delete'],
  ['Esc', 'viewer.help.escape'],
];

/** All gestures and keys on one sheet. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const sections = [
    { title: 'viewer.help.touch', lines: touch },
    { title: 'viewer.help.mouse', lines: mouse },
    { title: 'viewer.help.keys', lines: keys },
  ] as const;
  return (
    <Dialog title={text('viewer.help.title')} onClose={onClose}>
      {sections.map(({ title, lines }) => (
        <section key={title}>
          <h3>{text(title)}</h3>
          <dl className="help-list">
            {lines.map(([name, words]) => (
              <div key={words} className="help-line">
                <dt>{isKey(name) ? text(name) : <kbd>{name}</kbd>}</dt>
                <dd>{text(words)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

function isKey(name: string | MessageKey): name is MessageKey {
  return name.startsWith('viewer.');
}
