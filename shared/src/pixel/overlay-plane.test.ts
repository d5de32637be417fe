import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../testing/dataset-of.ts';
import { overlayBits, overlayBitsOfCells, overlayPlanesOf } from './overlay-plane.ts';

const plain = {
  OverlayRows: 3,
  OverlayColumns: 3,
  OverlayType: 'G',
  OverlayOrigin: [2, -1],
  OverlayBitsAllocated: 1,
  OverlayBitPosition: 0,
  OverlayData: Uint8Array.of(0b00101101, 0b1),
} as const;

describe('overlay planes', () => {
  it('are listed with their origin, and unpacked lowest bit first', () => {
    const [plane] = overlayPlanesOf(datasetOf(plain));
    expect(plane).toMatchObject({
      group: '6000',
      rows: 3,
      columns: 3,
      originRow: 2,
      originColumn: -1,
    });
    if (plane === undefined) throw new Error('no plane');
    expect(overlayBits(plane, plain.OverlayData)).toEqual(Uint8Array.of(1, 0, 1, 1, 0, 1, 0, 0, 1));
    expect(overlayBits(plane, plain.OverlayData.subarray(0, 1))).toBeNull();
    expect(overlayBits(plane, plain.OverlayData, 1)).toBeNull();
  });

  it('go on without padding from frame to frame', () => {
    const [plane] = overlayPlanesOf(
      datasetOf({ ...plain, OverlayRows: 1, NumberOfFramesInOverlay: 3 }),
    );
    if (plane === undefined) throw new Error('no plane');
    expect(overlayBits(plane, plain.OverlayData, 0)).toEqual(Uint8Array.of(1, 0, 1));
    expect(overlayBits(plane, plain.OverlayData, 1)).toEqual(Uint8Array.of(1, 0, 1));
    expect(overlayBits(plane, plain.OverlayData, 2)).toEqual(Uint8Array.of(0, 0, 1));
  });

  it('are found in every group', () => {
    const dataset = {
      '601E0010': { vr: 'US', Value: [1] },
      '601E0011': { vr: 'US', Value: [8] },
      '601E3000': { vr: 'OW', InlineBinary: btoa('\u00ff\0') },
    };
    expect(overlayPlanesOf(dataset).map(({ group }) => group)).toEqual(['601E']);
  });

  it('may lie in a high bit of the pixel cells', () => {
    const { OverlayData: _, ...without } = plain;
    const [plane] = overlayPlanesOf(
      datasetOf({ ...without, BitsAllocated: 16, OverlayBitPosition: 15 }),
    );
    expect(plane?.source).toEqual({ kind: 'pixel-cells', bitPosition: 15 });
    expect(overlayBitsOfCells(Uint16Array.of(0x8001, 0x7fff), 15)).toEqual(Uint8Array.of(1, 0));
  });

  it('of impossible size or place are left out', () => {
    const { OverlayData: _, ...without } = plain;
    expect(overlayPlanesOf(datasetOf({ ...plain, OverlayRows: 0 }))).toEqual([]);
    expect(overlayPlanesOf(datasetOf({ ...without, BitsAllocated: 16 }))).toEqual([]);
    expect(overlayPlanesOf(datasetOf({}))).toEqual([]);
  });
});
