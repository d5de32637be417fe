import { describe, expect, it } from 'vitest';
import { keycapsIn, keyCommandOf, keyLines, keyShownFor } from './viewer-keys.ts';

const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, code: '' };

describe('keys of the viewer', () => {
  it('steps, pages and jumps through a stack', () => {
    expect(keyCommandOf({ ...none, key: 'ArrowDown' }, false)).toEqual({ kind: 'step', by: 1 });
    expect(keyCommandOf({ ...none, key: 'PageUp' }, false)).toEqual({ kind: 'step', by: -10 });
    expect(keyCommandOf({ ...none, key: 'End' }, false)).toEqual({ kind: 'go', to: 'last' });
  });

  it('reads presets from the physical digit, whatever Alt makes of it', () => {
    expect(keyCommandOf({ ...none, key: '¡', code: 'Digit1', altKey: true }, false)).toEqual({
      kind: 'preset',
      number: 1,
    });
  });

  it('has a way without dragging for all that a drag does: zoom, move, window (WCAG 2.5.7)', () => {
    expect(keyCommandOf({ ...none, key: '+', shiftKey: true }, false)).toEqual({
      kind: 'zoom-by',
      factor: 1.25,
    });
    expect(keyCommandOf({ ...none, key: 'ArrowLeft', shiftKey: true }, false)).toEqual({
      kind: 'pan-by',
      x: -1,
      y: 0,
    });
    expect(keyCommandOf({ ...none, key: '8' }, false)).toEqual({
      kind: 'window-by',
      width: 0,
      brightness: 1,
    });
  });

  it('says keys as they are printed where the language is written', () => {
    const german = (key: string): string =>
      ({ 'viewer.cap.ctrl': 'Strg', 'viewer.cap.home': 'Pos1', 'viewer.cap.end': 'Ende' })[key] ??
      '';
    expect(keycapsIn('Ctrl Z', german)).toBe('Strg Z');
    expect(keycapsIn('Home End', german)).toBe('Pos1 Ende');
  });

  it('moves the cross with the arrows while there is one, and scrolls again without', () => {
    const right = { ...none, key: 'ArrowRight' };
    expect(keyCommandOf(right, true)).toEqual({ kind: 'nudge', dx: 1, dy: 0 });
    const faster = { ...none, key: 'ArrowUp', shiftKey: true };
    expect(keyCommandOf(faster, true)).toEqual({ kind: 'nudge', dx: 0, dy: -10 });
    expect(keyCommandOf(right, false)).toEqual({ kind: 'series', by: 1 });
    expect(keyCommandOf({ ...none, key: 'PageUp' }, true)).toEqual({ kind: 'step', by: -10 });
  });

  it('undoes with Ctrl+Z or Cmd+Z and leaves other shortcuts to the browser', () => {
    expect(keyCommandOf({ ...none, key: 'z', ctrlKey: true }, false)).toEqual({ kind: 'undo' });
    expect(keyCommandOf({ ...none, key: 'z', metaKey: true }, false)).toEqual({ kind: 'undo' });
    expect(keyCommandOf({ ...none, key: 'r', ctrlKey: true }, false)).toBeNull();
    const shifted = { ...none, key: 'Z', ctrlKey: true, altKey: true };
    expect(keyCommandOf(shifted, false)).toBeNull();
    expect(keyCommandOf({ ...none, key: 'z' }, false)).toEqual({ kind: 'tool', tool: 'zoom' });
  });

  it('has one meaning for each chord, and a line on the sheet for every command', () => {
    const chords = keyLines.flatMap(({ commands }) => Object.keys(commands));
    expect(new Set(chords).size).toBe(chords.length);
    for (const { shown, commands } of keyLines) {
      expect(shown).not.toBe('');
      for (const [chord, command] of Object.entries(commands)) {
        const key = chord.replace(/^(ctrl|alt|shift)\+/, '');
        const pressed = {
          key,
          code: `Digit${key}`,
          ctrlKey: chord.startsWith('ctrl+'),
          altKey: chord.startsWith('alt+'),
          metaKey: false,
          shiftKey: chord.startsWith('shift+'),
        };
        expect(keyCommandOf(pressed, false)).toEqual(command);
      }
    }
  });

  it('tells one shifted letter from the other, and takes ? with the Shift it needs', () => {
    const shift = { ...none, shiftKey: true };
    expect(keyCommandOf({ ...shift, key: 'N' }, false)).toEqual({ kind: 'pane', by: -1 });
    expect(keyCommandOf({ ...shift, key: '?' }, false)).toEqual({ kind: 'help' });
    expect(keyCommandOf({ ...shift, key: 'R' }, false)).toEqual({ kind: 'rotate' });
    expect(keyShownFor('flip-x')).toBe('H');
  });
});
