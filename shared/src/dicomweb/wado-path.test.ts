import { describe, expect, it } from 'vitest';
import { instancePath, parseDicomwebPath, parseFrameList } from './wado-path.ts';

describe('DICOMweb paths (PS3.18 10.1)', () => {
  it.each([
    ['/studies', { view: 'studies' }],
    ['/series', { view: 'series' }],
    ['/instances', { view: 'instances' }],
    ['/studies/1.2', { view: 'self', study: '1.2' }],
    ['/studies/1.2/series', { view: 'series', study: '1.2' }],
    ['/studies/1.2/instances', { view: 'instances', study: '1.2' }],
    ['/studies/1.2/metadata', { view: 'metadata', study: '1.2' }],
    ['/studies/1.2/series/3.4/instances', { view: 'instances', study: '1.2', series: '3.4' }],
    ['/studies/1.2/series/3.4/instances/5.6', { view: 'self', instance: '5.6' }],
    ['/studies/1.2/series/3.4/instances/5.6/frames/2,1', { view: 'frames', frames: [2, 1] }],
    ['/studies/1.2/series/3.4/instances/5.6/frames/1/rendered', { view: 'rendered', frames: [1] }],
    [
      '/studies/1.2/series/3.4/instances/5.6/bulkdata/00420011',
      { view: 'bulkdata', rest: ['00420011'] },
    ],
  ])('%s', (path, expected) => {
    expect(parseDicomwebPath(path)).toMatchObject(expected);
  });

  it.each([
    ['/', 'NOT_FOUND'],
    ['/patients', 'NOT_FOUND'],
    ['/studies/..', 'UID_INVALID'],
    ['/studies/%2e%2e', 'UID_INVALID'],
    [`/studies/${'1.'.repeat(40)}1`, 'UID_INVALID'],
    ['/series/1.2', 'NOT_FOUND'],
    ['/instances/1.2', 'NOT_FOUND'],
    ['/studies/1.2/instances/5.6', 'NOT_FOUND'],
    ['/studies/1.2/nonsense', 'NOT_FOUND'],
    ['/studies/1.2/metadata/more', 'NOT_FOUND'],
    ['/studies/1.2/frames/1', 'NOT_FOUND'],
    ['/studies/1.2/series/3.4/instances/5.6/frames', 'NOT_FOUND'],
    ['/studies/1.2/series/3.4/instances/5.6/frames/0', 'FRAMES_INVALID'],
    ['/studies/1.2/series/3.4/instances/5.6/frames/1,x', 'FRAMES_INVALID'],
  ])('%s is %s', (path, fault) => {
    expect(parseDicomwebPath(path)).toBe(fault);
  });

  it('frame lists: 1-based, encoded commas, nothing else', () => {
    expect(parseFrameList('1%2C3,2')).toEqual([1, 3, 2]);
    for (const wrong of ['', '0', '-1', '1.5', '1,,2', '9999999999', 'all'])
      expect(parseFrameList(wrong)).toBeNull();
  });

  it('builds what it reads', () => {
    expect(parseDicomwebPath(instancePath('1.2', '3.4', '5.6'))).toMatchObject({
      study: '1.2',
      series: '3.4',
      instance: '5.6',
    });
  });
});
