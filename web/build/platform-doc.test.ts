import { expect, it } from 'vitest';
import { platformDoc } from './platform-doc.ts';

it('is what shared/docs/PLATFORMS.md says', async () => {
  await expect(platformDoc()).toMatchFileSnapshot('../../shared/docs/PLATFORMS.md');
});
