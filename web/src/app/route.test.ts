import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRoute, pathOf, type Route, studyPathOf } from './route.ts';

const parse = (path: string): Route => {
  const url = new URL(path, 'https://satchel.test');
  return parseRoute(url.pathname, url.search);
};

describe('route', () => {
  it('knows its screens', () => {
    expect(parse('/')).toEqual({ screen: 'list' });
    expect(parse('/settings')).toEqual({ screen: 'settings' });
    expect(parse('/patients')).toEqual({ screen: 'patients' });
    const patientKey = 'abc-1_2';
    expect(parse('/patient/abc-1_2')).toEqual({ screen: 'patient', patientKey });
    expect(parse(pathOf({ screen: 'patient', patientKey }))).toMatchObject({ patientKey });
    expect(parse('/study/abc-1_2')).toMatchObject({ screen: 'study', studyKey: 'abc-1_2' });
  });

  it('takes series and frame from the query, and only whole numbers', () => {
    expect(parse('/study/k?series=3&frame=12')).toMatchObject({ seriesNumber: 3, frameNumber: 12 });
    expect(parse('/study/k?series=-1&frame=1e9')).toMatchObject({
      seriesNumber: null,
      frameNumber: null,
    });
  });

  it.each(['/study/', '/study/a/b', '/study/%2e%2e', '/Settings', '/dicom-web/studies', '//x'])(
    '%s is nothing',
    (path) => {
      expect(parseRoute(path, '').screen).toBe('not-found');
    },
  );

  it('comes back from its own path', () => {
    const key = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/);
    const number = fc.option(fc.nat(999_999_999));
    fc.assert(
      fc.property(key, number, number, (studyKey, seriesNumber, frameNumber) => {
        const route: Route = { screen: 'study', studyKey, seriesNumber, frameNumber };
        expect(parse(pathOf(route))).toEqual(route);
        expect(parse(studyPathOf(studyKey))).toMatchObject({ studyKey });
      }),
    );
  });

  it('answers to any address', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (path, search) => {
        expect(parseRoute(`/${path}`, search)).toHaveProperty('screen');
      }),
    );
  });
});
