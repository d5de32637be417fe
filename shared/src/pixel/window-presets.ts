import { usableWindow } from './voi-lut.ts';
import type { Voi, VoiChoice } from './voi-lut.ts';

interface WindowPreset {
  /** The app's name for it is a message under this id. */
  readonly id: string;
  readonly width: number;
  readonly center: number;
}

/** In HU, width and centre. */
const ctPresets: readonly WindowPreset[] = [
  { id: 'ct-soft-tissue', width: 400, center: 40 },
  { id: 'ct-lung', width: 1500, center: -600 },
  { id: 'ct-bone', width: 2500, center: 480 },
  { id: 'ct-brain', width: 80, center: 40 },
  { id: 'ct-liver', width: 150, center: 90 },
  { id: 'ct-mediastinum', width: 350, center: 50 },
  { id: 'ct-angio', width: 600, center: 300 },
  { id: 'ct-spine', width: 300, center: 40 },
  { id: 'ct-stroke', width: 40, center: 40 },
  { id: 'ct-subdural', width: 200, center: 75 },
  { id: 'ct-temporal-bone', width: 4000, center: 700 },
];

/** Width as a multiple of the header's. */
const radiographyPresets = [
  { id: 'xr-soft', widthFactor: 1.4 },
  { id: 'xr-bone', widthFactor: 0.8 },
  { id: 'xr-sharp', widthFactor: 0.6 },
] as const;

/** Upper end in SUV, from 0. */
const petPresets = [
  { id: 'pet-suv-5', highest: 5 },
  { id: 'pet-suv-7', highest: 7 },
  { id: 'pet-suv-10', highest: 10 },
] as const;

const radiographyModalities: readonly string[] = ['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'PX', 'RG'];

export interface PresetContext {
  readonly Modality: string;
  /** Unit of the modality values; CT presets are only right in HU. */
  readonly unit: string | null;
  /** The window of the header or the automatic one, which radiography presets vary. */
  readonly first: Voi;
  /** SUV of one modality value of 1, of PET that has it; null without. */
  readonly suvFactor: number | null;
}

/** Lists the presets that make sense for a frame, in the order they are offered. */
export function windowPresetsFor(context: PresetContext): VoiChoice[] {
  const { Modality, unit, first, suvFactor } = context;
  if (Modality === 'CT' && unit === 'HU') {
    return ctPresets.flatMap(({ id, center, width }) => preset(id, center, width));
  }
  if (Modality === 'PT' && suvFactor !== null && suvFactor > 0) {
    return petPresets.flatMap(({ id, highest }) =>
      preset(id, highest / 2 / suvFactor, highest / suvFactor),
    );
  }
  if (radiographyModalities.includes(Modality) && first.kind === 'window') {
    return radiographyPresets.flatMap(({ id, widthFactor }) =>
      preset(id, first.center, first.width * widthFactor, first.function),
    );
  }
  return [];
}

function preset(
  id: string,
  center: number,
  width: number,
  voiFunction: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID' = 'LINEAR_EXACT',
): VoiChoice[] {
  const voi = usableWindow(center, width, voiFunction);
  return voi === null ? [] : [{ id, source: 'preset', explanation: '', voi }];
}
