import type { ReactNode } from 'react';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { useText } from '../../ui/use-text.ts';
import type { KeyCommand } from '../interaction/viewer-keys.ts';
import { useCommands } from '../session/use-commands.ts';
import { useIsNarrow } from '../session/use-is-narrow.ts';
import { useMarkBook, useSession, useViewer } from '../session/viewer-context.ts';
import { lookOf, stackOf } from '../state/viewer-state.ts';
import { ToolButton } from './tool-button.tsx';
import { ToolPopover } from './tool-popover.tsx';

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly key: string;
  readonly isOn?: boolean;
  run(): void;
}

interface MoreMenuProps {
  readonly onHelp: () => void;
  readonly onToggleMarks: () => void;
}

/** What is used less often, each with its key. */
export function MoreMenu(props: MoreMenuProps): ReactNode {
  const text = useText();
  const groups = useEntries(props);
  const entries = groups.flat();
  return (
    <MenuTrigger>
      <ToolButton icon={Ellipsis} label={text('viewer.more')} />
      <ToolPopover>
        <Menu
          className="viewer-menu"
          aria-label={text('viewer.more')}
          onAction={(key) => entries.find(({ id }) => id === key)?.run()}
        >
          {groups.map((group) => (
            <MenuSection key={group[0]?.id} aria-label={text('viewer.more')}>
              {group.map((entry) => (
                <MenuItem
                  key={entry.id}
                  id={entry.id}
                  className="viewer-menu-item"
                  textValue={entry.label}
                >
                  <span className="viewer-menu-check" aria-hidden>
                    {entry.isOn === true ? '✓' : ''}
                  </span>
                  <span className="viewer-menu-name">{entry.label}</span>
                  <kbd className="viewer-menu-key">{entry.key}</kbd>
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </ToolPopover>
    </MenuTrigger>
  );
}

function useEntries({ onHelp, onToggleMarks }: MoreMenuProps): readonly (readonly Entry[])[] {
  const text = useText();
  const isNarrow = useIsNarrow();
  const markCount = useMarkBook((state) => state.visible.length);
  const { model } = useSession();
  const run = useCommands();
  const smoothing = useViewer((state) => state.smoothing);
  const areOverlaysShown = useViewer((state) => state.areOverlaysShown);
  const isTextShown = useViewer((state) => state.isTextShown);
  const isInverted = useViewer((state) => lookOf(state).isInverted);
  const frameCount = useViewer((state) => stackOf(state)?.frames.length ?? 0);
  const command = (kind: SimpleCommand, label: string, key: string, isOn?: boolean): Entry => ({
    id: kind,
    label,
    key,
    ...(isOn === undefined ? {} : { isOn }),
    run: () => run({ kind }),
  });
  const cine = frameCount > 1 ? [command('cine', text('viewer.cine'), '␣')] : [];
  // The list of marks has no room in the row of tools on a phone.
  const marks: Entry = {
    id: 'marks',
    label: text('viewer.marksCount', { count: markCount }),
    key: '',
    run: onToggleMarks,
  };
  return [
    ...(isNarrow ? [[marks]] : []),
    [
      command('fit', text('viewer.fit'), '0'),
      command('one-to-one', text('viewer.oneToOne'), '1'),
      { id: 'reset', label: text('viewer.reset'), key: '', run: () => model.resetLook() },
      command('invert', text('viewer.invert'), 'I', isInverted),
    ],
    [
      command('rotate', text('viewer.rotate'), 'R'),
      command('flip-x', text('viewer.flipX'), 'H'),
      command('flip-y', text('viewer.flipY'), 'V'),
      ...cine,
    ],
    [
      {
        id: 'hard-pixels',
        label: text('viewer.hardPixels'),
        key: '',
        isOn: smoothing === 'nearest',
        run: () => model.store.set({ smoothing: smoothing === 'nearest' ? 'linear' : 'nearest' }),
      },
      {
        id: 'overlays',
        label: text('viewer.overlays'),
        key: '',
        isOn: areOverlaysShown,
        run: () => model.store.set({ areOverlaysShown: !areOverlaysShown }),
      },
      {
        id: 'texts',
        label: text('viewer.texts'),
        key: '',
        isOn: isTextShown,
        run: () => model.store.set({ isTextShown: !isTextShown }),
      },
      ...(document.fullscreenEnabled
        ? [command('full-screen', text('viewer.fullScreen'), 'F')]
        : []),
      { id: 'help', label: text('viewer.keys'), key: '?', run: onHelp },
    ],
  ];
}

type SimpleCommand = Exclude<
  KeyCommand['kind'],
  'step' | 'go' | 'series' | 'tool' | 'preset' | 'nudge'
>;
