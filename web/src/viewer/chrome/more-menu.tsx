import type { ReactNode } from 'react';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { askExport } from '../../live/export-request.ts';
import { useText } from '../../ui/use-text.ts';
import { keycapsIn, keyShownFor, type KeyCommand } from '../interaction/viewer-keys.ts';
import { picturesAsked } from '../pictures/picture-request.ts';
import { useCommands } from '../session/use-commands.ts';
import { useIsKeyImage } from '../session/use-key-image.ts';
import { useIsNarrow } from '../session/use-is-narrow.ts';
import { useMarkBook, usePanes, useSession, useViewer } from '../session/viewer-context.ts';
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
  readonly onAttributes: () => void;
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
                  <kbd className="viewer-menu-key">{keycapsIn(entry.key, text)}</kbd>
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </ToolPopover>
    </MenuTrigger>
  );
}

function useEntries({
  onHelp,
  onAttributes,
  onToggleMarks,
}: MoreMenuProps): readonly (readonly Entry[])[] {
  const sending = useSendingEntries();
  const phone = usePhoneEntries(onToggleMarks);
  const view = useViewEntries();
  const shown = useShownEntries(onHelp, onAttributes);
  // First: on a phone what stands lower is out of sight, and an image is sent more often than turned.
  return [sending, ...phone, ...view, shown];
}

/** The ways out of the app. */
function useSendingEntries(): readonly Entry[] {
  const text = useText();
  const { study } = useSession();
  return [
    {
      id: 'picture',
      label: text('picture.open'),
      key: '',
      run: () => picturesAsked.set({ isOpen: true }),
    },
    {
      id: 'export',
      label: text('export.open'),
      key: '',
      run: () => askExport([{ studyKey: study.studyKey, series: null }]),
    },
  ];
}

/** What the row of tools has no room for: on a phone, and on a tablet on its side. */
function usePhoneEntries(onToggleMarks: () => void): readonly (readonly Entry[])[] {
  const text = useText();
  const isNarrow = useIsNarrow();
  const { study } = useSession();
  const layout = usePanes((state) => state.layout);
  const count = useMarkBook((state) => state.visible.length + state.keyImages.length);
  const canRedo = useMarkBook((state) => state.canRedo);
  const isKeyImage = useIsKeyImage();
  const run = useCommands();
  const label = text('viewer.marksCount', { count });
  // Side by side there would be two strips of half a phone's width.
  const layouts = (['1x1', '2x1'] as const).map((one): Entry => ({
    id: `layout-${one}`,
    label: text(`viewer.layout.${one}`),
    key: '',
    isOn: layout === one,
    run: () => study.panes.setLayout(one),
  }));
  const star: Entry = {
    id: 'key-image',
    label: text('keyImage.one'),
    key: 'K',
    isOn: isKeyImage,
    run: () => run({ kind: 'key-image' }),
  };
  const redo: Entry = {
    id: 'redo',
    label: text('viewer.redo'),
    key: 'Ctrl Y',
    run: () => run({ kind: 'redo' }),
  };
  const marks: Entry = { id: 'marks', label, key: '', run: onToggleMarks };
  const again = canRedo ? [redo] : [];
  if (isNarrow) return [[marks, star, ...again], layouts];
  return canRedo ? [again] : [];
}

/** How the image lies and plays. */
function useViewEntries(): readonly (readonly Entry[])[] {
  const text = useText();
  const { model } = useSession();
  const run = useCommands();
  const isInverted = useViewer((state) => lookOf(state).isInverted);
  const frameCount = useViewer((state) => stackOf(state)?.frames.length ?? 0);
  const command = (kind: SimpleCommand, label: string, isOn?: boolean): Entry => ({
    id: kind,
    label,
    key: keyShownFor(kind),
    ...(isOn === undefined ? {} : { isOn }),
    run: () => run({ kind }),
  });
  const zoomStep = (id: string, label: string, factor: number, key: string): Entry => ({
    id,
    label,
    key,
    run: () => run({ kind: 'zoom-by', factor }),
  });
  const cine = frameCount > 1 ? [command('cine', text('viewer.cine'))] : [];
  return [
    [
      zoomStep('zoom-in', text('viewer.zoomIn'), 1.25, '+'),
      zoomStep('zoom-out', text('viewer.zoomOut'), 0.8, '−'),
      command('fit', text('viewer.fit')),
      command('one-to-one', text('viewer.oneToOne')),
      { id: 'reset', label: text('viewer.reset'), key: '', run: () => model.resetLook() },
      command('invert', text('viewer.invert'), isInverted),
    ],
    [
      command('rotate', text('viewer.rotate')),
      command('flip-x', text('viewer.flipX')),
      command('flip-y', text('viewer.flipY')),
      ...cine,
    ],
  ];
}

/** What is drawn over the image and around it. */
function useShownEntries(onHelp: () => void, onAttributes: () => void): readonly Entry[] {
  const text = useText();
  const { model } = useSession();
  const run = useCommands();
  const isLoupeOn = useViewer((state) => state.isLoupeOn);
  const smoothing = useViewer((state) => state.smoothing);
  const areOverlaysShown = useViewer((state) => state.areOverlaysShown);
  const textLevel = useViewer((state) => state.textLevel);
  const fullScreen: Entry = {
    id: 'full-screen',
    label: text('viewer.fullScreen'),
    key: keyShownFor('full-screen'),
    run: () => run({ kind: 'full-screen' }),
  };
  const loupe: Entry = {
    id: 'loupe',
    label: text('viewer.loupe'),
    key: keyShownFor('loupe'),
    isOn: isLoupeOn,
    run: () => run({ kind: 'loupe' }),
  };
  return [
    // Without a mouse there is nothing that it would follow: a resting finger raises it.
    ...(matchMedia('(any-hover: hover)').matches ? [loupe] : []),
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
      label: `${text('viewer.texts')}: ${text(`viewer.textLevel.${textLevel}`)}`,
      key: keyShownFor('texts'),
      run: () => run({ kind: 'texts' }),
    },
    fullScreen,
    {
      id: 'attributes',
      label: text('viewer.attributes'),
      key: keyShownFor('attributes'),
      run: onAttributes,
    },
    { id: 'help', label: text('viewer.keys'), key: keyShownFor('help'), run: onHelp },
  ];
}

type SimpleCommand = Exclude<
  KeyCommand['kind'],
  | 'key-step'
  | 'step'
  | 'go'
  | 'series'
  | 'pane'
  | 'tool'
  | 'preset'
  | 'nudge'
  | 'zoom-by'
  | 'pan-by'
  | 'window-by'
>;
