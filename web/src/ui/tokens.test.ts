import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The colours of a theme: what its block of the sheet names, over those of `:root`. */
function colours(selector: string): ReadonlyMap<string, string> {
  const sheet = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
  const found = new Map<string, string>();
  for (const wanted of [':root', selector]) {
    const start = sheet.indexOf(`${wanted} {`);
    expect(start).toBeGreaterThan(-1);
    const block = sheet.slice(start, sheet.indexOf('\n}', start));
    for (const [, name = '', value = ''] of block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)) {
      found.set(name, value);
    }
  }
  return found;
}

/** Relative luminance of `#rrggbb`: WCAG 2.2, definition of relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, definition of contrast ratio: 1 to 21. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const backgrounds = ['bg', 'surface', 'surface-raised', 'surface-pressed'];

/** Least contrast to the background, and to every other surface on which the colour is read. */
const themes = [
  {
    theme: 'dim',
    selector: ':root',
    onBackground: { text: 15, muted: 7.5, states: 7.0 },
    onSurfaces: 4.5,
  },
  {
    theme: 'sun',
    selector: ":root[data-theme='sun']",
    onBackground: { text: 21, muted: 8, states: 8 },
    onSurfaces: 4.5,
  },
] as const;
const states = ['on-server', 'only-here', 'sending', 'failed', 'conflict'];

it.each(themes)('keeps the contrasts of the $theme theme', (theme) => {
  const of = colours(theme.selector);
  const ratio = (colour: string, background: string): number =>
    contrast(of.get(colour) ?? '', of.get(background) ?? '');
  expect(ratio('text', 'bg')).toBeGreaterThanOrEqual(theme.onBackground.text);
  expect(ratio('muted', 'bg')).toBeGreaterThanOrEqual(theme.onBackground.muted);
  const weak = (pairs: readonly (readonly [string, string])[], least: number): readonly string[] =>
    pairs
      .filter(([colour, background]) => ratio(colour, background) < least)
      .map(([colour, background]) => `${colour} on ${background}`);
  const each = (names: readonly string[], on: readonly string[]) =>
    names.flatMap((name) => on.map((background) => [name, background] as const));
  expect(weak(each(states, ['bg']), theme.onBackground.states)).toEqual([]);
  // WCAG 2.2 1.4.3: text on whatever lies under it.
  const read = ['text', 'muted', 'brand', ...states];
  expect(weak(each(read, backgrounds), theme.onSurfaces)).toEqual([]);
  expect(ratio('on-primary', 'primary')).toBeGreaterThanOrEqual(7);
  // WCAG 2.2 1.4.11: the border by which a field is known, and the ring of the focus.
  expect(weak(each(['line-strong', 'focus'], backgrounds), 3)).toEqual([]);
});
