import { expect, it } from 'vitest';
import type { MarkSaving, VisibleMark } from '../marks/mark-book.ts';
import { saidInPicture } from './compose-picture.ts';

it('keeps the sign of a mark that is not saved: in a picture it passed for a saved one', () => {
  const failed: MarkSaving = { kind: 'failed', failure: { code: 'QUOTA_EXCEEDED', step: 'test' } };
  const said = (saving: MarkSaving): unknown => saidInPicture({ id: 'a', saving } as VisibleMark);
  expect(said(failed)).toMatchObject({ saving: 'failed', isSelected: true });
  expect(said({ kind: 'saved' })).toMatchObject({ saving: 'saved', isSelected: true });
});
