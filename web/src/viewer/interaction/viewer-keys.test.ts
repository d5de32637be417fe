import { describe, expect, it } from 'vitest';
import { keyCommandOf } from './viewer-keys.ts';

const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, code: '' };

describe('keys of the viewer', () => {
  it('steps, pages and jumps through a stack', () => {
    expect(keyCommandOf({ ...none, key: 'ArrowDown' })).toEqual({ kind: 'step', by: 1 });
    expect(keyCommandOf({ ...none, key: 'PageUp' })).toEqual({ kind: 'step', by: -10 });
    expect(keyCommandOf({ ...none, key: 'End' })).toEqual({ kind: 'go', to: 'last' });
  });

  it('reads presets from the physical digit, whatever Alt makes of it', () => {
    expect(keyCommandOf({ ...none, key: '¡', code: 'Digit1', altKey: true })).toEqual({
      kind: 'preset',
      number: 1,
    });
  });

  it('undoes with Ctrl+Z or Cmd+Z and leaves other shortcuts to the browser', () => {
    expect(keyCommandOf({ ...none, key: 'z', ctrlKey: true })).toEqual({ kind: 'undo' });
    expect(keyCommandOf({ ...none, key: 'z', metaKey: true })).toEqual({ kind: 'undo' });
    expect(keyCommandOf({ ...none, key: 'r', ctrlKey: true })).toBeNull();
    expect(keyCommandOf({ ...none, key: 'z' })).toEqual({ kind: 'tool', tool: 'zoom' });
  });
});
