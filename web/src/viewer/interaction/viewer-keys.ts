/** What a key asks the viewer for. */
export type KeyCommand =
  | { readonly kind: 'step'; readonly by: number }
  | { readonly kind: 'go'; readonly to: 'first' | 'last' }
  | { readonly kind: 'series'; readonly by: 1 | -1 }
  | { readonly kind: 'pane'; readonly by: 1 | -1 }
  | { readonly kind: 'tool'; readonly tool: ToolName }
  | { readonly kind: 'preset'; readonly number: number }
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
        | 'point'
        | 'delete'
        | 'escape'
        | 'full-screen'
        | 'help';
    };

export type ToolName = 'navigate' | 'window' | 'pan' | 'zoom' | 'length' | 'ellipse';

export interface PressedKey {
  readonly key: string;
  /** Physical key; digits with Alt make other characters on some systems. */
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const plain: Readonly<Record<string, KeyCommand>> = {
  arrowup: { kind: 'step', by: -1 },
  arrowdown: { kind: 'step', by: 1 },
  pageup: { kind: 'step', by: -10 },
  pagedown: { kind: 'step', by: 10 },
  home: { kind: 'go', to: 'first' },
  end: { kind: 'go', to: 'last' },
  arrowleft: { kind: 'series', by: -1 },
  arrowright: { kind: 'series', by: 1 },
  ' ': { kind: 'cine' },
  w: { kind: 'tool', tool: 'window' },
  t: { kind: 'tool', tool: 'pan' },
  z: { kind: 'tool', tool: 'zoom' },
  s: { kind: 'tool', tool: 'navigate' },
  m: { kind: 'tool', tool: 'length' },
  e: { kind: 'tool', tool: 'ellipse' },
  p: { kind: 'point' },
  i: { kind: 'invert' },
  r: { kind: 'rotate' },
  h: { kind: 'flip-x' },
  v: { kind: 'flip-y' },
  n: { kind: 'pane', by: 1 },
  f: { kind: 'full-screen' },
  '0': { kind: 'fit' },
  '1': { kind: 'one-to-one' },
  '?': { kind: 'help' },
  delete: { kind: 'delete' },
  backspace: { kind: 'delete' },
  escape: { kind: 'escape' },
};

const arrows: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/**
 * Reads a key press as the table of keys says (experience: as in Weasis where it has one); null for others. While a cross is
 * on the image (`isAiming`) the arrows move it, with Shift ten pixels.
 */
export function keyCommandOf(pressed: PressedKey, isAiming: boolean): KeyCommand | null {
  if (pressed.ctrlKey || pressed.metaKey) {
    const isUndo = pressed.key.toLowerCase() === 'z' && !pressed.shiftKey && !pressed.altKey;
    return isUndo ? { kind: 'undo' } : null;
  }
  if (pressed.altKey) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(pressed.code)?.[1];
    return digit === undefined ? null : { kind: 'preset', number: Number(digit) };
  }
  if (pressed.key === 'N') return { kind: 'pane', by: -1 };
  const arrow = isAiming ? arrows[pressed.key] : undefined;
  if (arrow !== undefined) {
    const pixels = pressed.shiftKey ? 10 : 1;
    return { kind: 'nudge', dx: arrow[0] * pixels, dy: arrow[1] * pixels };
  }
  return plain[pressed.key.toLowerCase()] ?? null;
}
