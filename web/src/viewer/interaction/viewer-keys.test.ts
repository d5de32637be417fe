import { describe, expect, it } from 'vitest';
import { keyCommandOf } from './viewer-keys.ts';

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
    expect(keyCommandOf({ ...none, key: 'z' }, false)).toEqual({ kind: 'tool', tool: 'zoom' });
  });
});
