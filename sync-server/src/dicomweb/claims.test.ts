import { beforeEach, describe, expect, it } from 'vitest';
import {
  matchingKeys,
  serviceClaims,
  type QueryLevel,
} from '#shared/conformance/service-claims.ts';
import { textOf } from '#shared/dicom/element-access.ts';
import { tagOfKeyword, tags } from '#shared/dicom/tag.ts';
import { encodeInstance } from '../../../shared/testing/encode-instance.ts';
import { isSearchable } from '../archive/index/search-conditions.ts';
import { createTestServer, slice, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});

describe('the server does what the conformance statement claims', () => {
  const gets = serviceClaims.filter(
    ({ method, path }) => method === 'GET' && !path.includes('bulk'),
  );
  it.each(gets.map(({ path }) => path))('answers GET %s', async (path) => {
    const instance = slice();
    const stored = await server.stow([await encodeInstance(instance)]);
    expect(stored.status).toBe(200);
    const uid = (tag: string): string => textOf(instance.dataset, tag) ?? '';
    const address = path
      .replace('{study}', uid(tags.StudyInstanceUID))
      .replace('{series}', uid(tags.SeriesInstanceUID))
      .replace('{instance}', uid(tags.SOPInstanceUID))
      .replace('{frames}', '1');
    const answer = await server.ask(`/dicom-web${address}`, { headers: { Accept: '*/*' } });
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
  });

  it('matches every key that is claimed at its level', () => {
    const levels = Object.keys(matchingKeys) as QueryLevel[];
    const unmatched = levels.flatMap((level) =>
      matchingKeys[level].filter(
        (key) =>
          !isSearchable(
            level,
            key.split('.').map((step) => tagOfKeyword(step) ?? ''),
          ),
      ),
    );
    expect(unmatched).toEqual([]);
  });
});
