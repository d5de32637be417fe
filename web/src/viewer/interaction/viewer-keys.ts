import type { MarkKind } from '#shared/annotation/mark.ts';
import type { MessageKey } from '../../ui/use-text.ts';

/** What a key asks the viewer for. */
export type KeyCommand =
  | { readonly kind: 'step'; readonly by: number }
  | { readonly kind: 'go'; readonly to: 'first' | 'last' }
  | { readonly kind: 'series'; readonly by: 1 | -1 }
  | { readonly kind: 'pane'; readonly by: 1 | -1 }
  | { readonly kind: 'key-step'; readonly by: 1 | -1 }
  | { readonly kind: 'tool'; readonly tool: ToolName }
  | { readonly kind: 'preset'; readonly number: number }
  /** About the middle of what is seen. */
  | { readonly kind: 'zoom-by'; readonly factor: number }
  /** Where the image goes, in tenths of what is seen. */
  | { readonly kind: 'pan-by'; readonly x: number; readonly y: number }
  /** Steps of a tenth: `width` to more grey, `brightness` to lighter. */
  | { readonly kind: 'window-by'; readonly width: number; readonly brightness: number }
  /** Moves the cross that a mark is set with; in pixels of the frame. */
  | { readonly kind: 'nudge'; readonly dx: number; readonly dy: number }
  | {
      readonly kind:
        | 'cine'
        | 'invert'
        | 'fit'
        | 'one-to-one'
        | 'rotate'
        | 'flip-x'
        | 'flip-y'
        | 'undo'
        | 'redo'
        | 'key-image'
        | 'loupe'
        | 'point'
        | 'delete'
        | 'escape'
        | 'full-screen'
        | 'layout'
        | 'texts'
        | 'attributes'
        | 'help';
    };

export type ToolName = 'navigate' | 'window' | 'pan' | 'zoom' | MarkKind;

export interface PressedKey {
  readonly key: string;
  /** Physical key; digits with Alt make other characters on some systems. */
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/** A line of the table of keys: what it does, in words, and which keys do it. */
export interface KeyLine {
  /** As it is printed on the keys. */
  readonly shown: string;
  readonly words: MessageKey;
  /** By chord: `ctrl+`, `alt+`, `shift+` before the key, in this order and lower case; Ctrl stands for Cmd too. */
  readonly commands: Readonly<Record<string, KeyCommand>>;
}

const one = (shown: string, words: MessageKey, chord: string, command: KeyCommand): KeyLine => ({
  shown,
  words,
  commands: { [chord]: command },
});

const presets = Object.fromEntries(
  Array.from({ length: 9 }, (_, i): [string, KeyCommand] => [
    `alt+${String(i + 1)}`,
    { kind: 'preset', number: i + 1 },
  ]),
);

/**
 * Every key of the viewer (experience: as in Weasis where it has one). The handler and the sheet of keys
 * are both made of it: what is written there is what happens.
 */
export const keyLines: readonly KeyLine[] = [
  {
    shown: '↑ ↓',
    words: 'viewer.help.arrows',
    commands: { arrowup: { kind: 'step', by: -1 }, arrowdown: { kind: 'step', by: 1 } },
  },
  {
    shown: 'Page ↑ ↓',
    words: 'viewer.help.pages',
    commands: { pageup: { kind: 'step', by: -10 }, pagedown: { kind: 'step', by: 10 } },
  },
  {
    shown: 'Home End',
    words: 'viewer.help.ends',
    commands: { home: { kind: 'go', to: 'first' }, end: { kind: 'go', to: 'last' } },
  },
  {
    shown: '← →',
    words: 'viewer.help.sides',
    commands: { arrowleft: { kind: 'series', by: -1 }, arrowright: { kind: 'series', by: 1 } },
  },
  one('␣', 'viewer.help.space', ' ', { kind: 'cine' }),
  one('W', 'viewer.tool.window', 'w', { kind: 'tool', tool: 'window' }),
  one('T', 'viewer.tool.pan', 't', { kind: 'tool', tool: 'pan' }),
  one('Z', 'viewer.tool.zoom', 'z', { kind: 'tool', tool: 'zoom' }),
  one('S', 'viewer.tool.navigate', 's', { kind: 'tool', tool: 'navigate' }),
  one('M', 'viewer.tool.length', 'm', { kind: 'tool', tool: 'length' }),
  one('A', 'viewer.tool.angle', 'a', { kind: 'tool', tool: 'angle' }),
  one('E', 'viewer.tool.ellipse', 'e', { kind: 'tool', tool: 'ellipse' }),
  one('B', 'viewer.tool.rectangle', 'b', { kind: 'tool', tool: 'rectangle' }),
  one('G', 'viewer.tool.arrow', 'g', { kind: 'tool', tool: 'arrow' }),
  one('X', 'viewer.tool.probe', 'x', { kind: 'tool', tool: 'probe' }),
  one('K', 'viewer.help.keyImage', 'k', { kind: 'key-image' }),
  {
    shown: ', .',
    words: 'viewer.help.keySteps',
    commands: { ',': { kind: 'key-step', by: -1 }, '.': { kind: 'key-step', by: 1 } },
  },
  one('P', 'viewer.help.point', 'p', { kind: 'point' }),
  {
    shown: '+ −',
    words: 'viewer.help.zooms',
    commands: {
      '+': { kind: 'zoom-by', factor: 1.25 },
      '=': { kind: 'zoom-by', factor: 1.25 },
      '-': { kind: 'zoom-by', factor: 0.8 },
    },
  },
  {
    shown: '⇧ ← ↑ → ↓',
    words: 'viewer.help.pans',
    commands: {
      'shift+arrowleft': { kind: 'pan-by', x: -1, y: 0 },
      'shift+arrowright': { kind: 'pan-by', x: 1, y: 0 },
      'shift+arrowup': { kind: 'pan-by', x: 0, y: -1 },
      'shift+arrowdown': { kind: 'pan-by', x: 0, y: 1 },
    },
  },
  {
    shown: '5 6',
    words: 'viewer.help.windowWidth',
    commands: {
      '5': { kind: 'window-by', width: -1, brightness: 0 },
      '6': { kind: 'window-by', width: 1, brightness: 0 },
    },
  },
  {
    shown: '7 8',
    words: 'viewer.help.brightness',
    commands: {
      '7': { kind: 'window-by', width: 0, brightness: -1 },
      '8': { kind: 'window-by', width: 0, brightness: 1 },
    },
  },
  one('I', 'viewer.invert', 'i', { kind: 'invert' }),
  one('R', 'viewer.rotate', 'r', { kind: 'rotate' }),
  one('H', 'viewer.flipX', 'h', { kind: 'flip-x' }),
  one('V', 'viewer.flipY', 'v', { kind: 'flip-y' }),
  one('0', 'viewer.fit', '0', { kind: 'fit' }),
  one('1', 'viewer.oneToOne', '1', { kind: 'one-to-one' }),
  { shown: 'Alt 1–9', words: 'viewer.help.presets', commands: presets },
  one('O', 'viewer.textsNext', 'o', { kind: 'texts' }),
  one('L', 'viewer.help.loupe', 'l', { kind: 'loupe' }),
  one('⇧L', 'viewer.layoutNext', 'shift+l', { kind: 'layout' }),
  {
    shown: 'N ⇧N',
    words: 'viewer.paneNext',
    commands: { n: { kind: 'pane', by: 1 }, 'shift+n': { kind: 'pane', by: -1 } },
  },
  one('D', 'viewer.attributes', 'd', { kind: 'attributes' }),
  one('F', 'viewer.fullScreen', 'f', { kind: 'full-screen' }),
  one('Ctrl Z', 'viewer.undo', 'ctrl+z', { kind: 'undo' }),
  {
    shown: 'Ctrl Y',
    words: 'viewer.help.redo',
    commands: { 'ctrl+y': { kind: 'redo' }, 'ctrl+shift+z': { kind: 'redo' } },
  },
  {
    shown: 'Del',
    words: 'viewer.help.delete',
    commands: { delete: { kind: 'delete' }, backspace: { kind: 'delete' } },
  },
  one('Esc', 'viewer.help.escape', 'escape', { kind: 'escape' }),
  one('?', 'viewer.keys', '?', { kind: 'help' }),
];

const commandByChord = new Map(keyLines.flatMap(({ commands }) => Object.entries(commands)));

const printedWords = /Alt|Ctrl|Del|Home|End|Page|Esc/g;

/** What is printed on the keys where this language is written: `Ctrl Z` is `Strg Z` in German. */
export function keycapsIn(shown: string, text: (key: MessageKey) => string): string {
  return shown.replace(printedWords, (word) => text(keycaps[word as keyof typeof keycaps]));
}

const keycaps = {
  Alt: 'viewer.cap.alt',
  Ctrl: 'viewer.cap.ctrl',
  Del: 'viewer.cap.del',
  Home: 'viewer.cap.home',
  End: 'viewer.cap.end',
  Page: 'viewer.cap.page',
  Esc: 'viewer.cap.esc',
} as const satisfies Readonly<Record<string, MessageKey>>;

/** The key of a command that a menu offers too; empty where there is none. */
export function keyShownFor(kind: KeyCommand['kind']): string {
  const line = keyLines.find(({ commands }) =>
    Object.values(commands).some((command) => command.kind === kind),
  );
  return line?.shown ?? '';
}

const arrows: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/**
 * Reads a key press as the table of keys says; null for others, which are the browser's. While a cross is on
 * the image (`isAiming`) the arrows move it, with Shift ten pixels.
 */
export function keyCommandOf(pressed: PressedKey, isAiming: boolean): KeyCommand | null {
  const { shiftKey } = pressed;
  const isPlain = !pressed.ctrlKey && !pressed.metaKey && !pressed.altKey;
  const arrow = isAiming && isPlain ? arrows[pressed.key] : undefined;
  if (arrow !== undefined) {
    const pixels = shiftKey ? 10 : 1;
    return { kind: 'nudge', dx: arrow[0] * pixels, dy: arrow[1] * pixels };
  }
  for (const chord of chordsOf(pressed)) {
    const command = commandByChord.get(chord);
    if (command !== undefined) return command;
  }
  return null;
}

/** The chords that a press may mean, the most exact first. */
function chordsOf({ key, code, altKey, ctrlKey, metaKey, shiftKey }: PressedKey): string[] {
  const isCtrl = ctrlKey || metaKey;
  // Alt makes other characters of digits on some systems: the physical key counts.
  const name =
    (altKey ? /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1] : undefined) ?? key.toLowerCase();
  const base = `${isCtrl ? 'ctrl+' : ''}${altKey ? 'alt+' : ''}`;
  const exact = `${base}${shiftKey ? 'shift+' : ''}${name}`;
  // Shift alone changes nothing where it has no line of its own (`?` is made with it).
  return base === '' && shiftKey ? [exact, name] : [exact];
}
