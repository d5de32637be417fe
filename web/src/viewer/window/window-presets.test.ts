import { describe, expect, it } from 'vitest';
import { windowPresetsFor } from './window-presets.ts';

const none = { Modality: 'MR', isHounsfield: false, suvInModalityUnits: null, headerWindow: null };

describe('window presets', () => {
  it('offers Hounsfield windows only for Hounsfield units', () => {
    const presets = windowPresetsFor({ ...none, Modality: 'CT', isHounsfield: true });
    expect(presets).toContainEqual({ name: 'soft-tissue', center: 40, width: 400 });
    expect(presets).toContainEqual({ name: 'lung', center: -600, width: 1500 });
    expect(windowPresetsFor({ ...none, Modality: 'CT' })).toEqual([]);
  });

  it('offers SUV windows in the units of the frame', () => {
    const [upToFive] = windowPresetsFor({ ...none, Modality: 'PT', suvInModalityUnits: 3600 });
    expect(upToFive).toEqual({ name: 'suv-5', center: 9000, width: 18_000 });
  });

  it('offers multiples of the header window for projections', () => {
    const headerWindow = { center: 2000, width: 1000 };
    const presets = windowPresetsFor({ ...none, Modality: 'DX', headerWindow });
    expect(presets.map(({ width }) => width)).toEqual([1400, 800, 600]);
    expect(windowPresetsFor({ ...none, Modality: 'US', headerWindow })).toEqual([]);
  });
});
