import { expect, it } from 'vitest';
import { pictureName, pictureZipName } from './picture-name.ts';

it('names pictures by the minute and their place alone, so that they sort', () => {
  const now = new Date(2026, 2, 5, 9, 7);
  expect(pictureName(now, 'jpeg', 0, 1)).toBe('satchel-picture-2026-03-05-0907.jpg');
  expect(pictureName(now, 'png', 8, 120)).toBe('satchel-picture-2026-03-05-0907-009.png');
  expect(pictureZipName(now, null)).toBe('satchel-picture-2026-03-05-0907.zip');
  expect(pictureZipName(now, 401)).toBe('satchel-picture-2026-03-05-0907-from-401.zip');
});
