import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));

/**
 * What has a left and a right that no language turns: the image and what lies over it (PS3.3 C.7.6.1.1.1), what is
 * beside it at the side of a hand, and the way a finger goes.
 */
const ofTheImage =
  /^(?:viewer\/marks\/loupe|viewer\/chrome\/(?:overlay-text|frame-scrubber|frame-notice|viewport|series-strip|tool-rail)|study-list\/row-gestures)\.css$/;

const physical =
  /(?:^|[\s;{])((?:margin|padding|border)-(?:left|right)[\w-]*|left|right|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b/;

it('places by the line of reading, not by left and right, but on the image itself', () => {
  const found: string[] = [];
  for (const name of globSync('**/*.css', { cwd: root })) {
    if (ofTheImage.test(name)) continue;
    const lines = readFileSync(`${root}${name}`, 'utf8').split('\n');
    for (const [index, line] of lines.entries()) {
      if (physical.test(line)) found.push(`${name}:${index + 1}: ${line.trim()}`);
    }
  }
  expect(found).toEqual([]);
});
