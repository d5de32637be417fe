/** A window offered beside those of the header; the name is a message key's last part. */
export interface WindowPreset {
  readonly name: PresetName;
  readonly center: number;
  readonly width: number;
}

export type PresetName =
  | 'soft-tissue'
  | 'lung'
  | 'bone'
  | 'brain'
  | 'liver'
  | 'mediastinum'
  | 'angio'
  | 'stroke'
  | 'subdural'
  | 'sinus'
  | 'suv-5'
  | 'suv-7'
  | 'suv-10'
  | 'softer'
  | 'harder'
  | 'hardest';

const ct: readonly WindowPreset[] = [
  { name: 'soft-tissue', center: 40, width: 400 },
  { name: 'lung', center: -600, width: 1500 },
  { name: 'bone', center: 480, width: 2500 },
  { name: 'brain', center: 40, width: 80 },
  { name: 'liver', center: 90, width: 150 },
  { name: 'mediastinum', center: 50, width: 350 },
  { name: 'angio', center: 300, width: 600 },
  { name: 'stroke', center: 40, width: 40 },
  { name: 'subdural', center: 75, width: 200 },
  { name: 'sinus', center: 700, width: 4000 },
];

/**
 * Presets that make sense for a frame: Hounsfield windows only where values are Hounsfield units, SUV
 * windows only where a SUV exists, multiples of the header's own window for projections.
 */
export function windowPresetsFor(frame: {
  readonly Modality: string;
  /** Modality values are in HU. */
  readonly isHounsfield: boolean;
  /** One SUV in modality units; null when no SUV can be given. */
  readonly suvInModalityUnits: number | null;
  readonly headerWindow: { readonly center: number; readonly width: number } | null;
}): readonly WindowPreset[] {
  if (frame.isHounsfield) return ct;
  const { suvInModalityUnits, headerWindow } = frame;
  if (suvInModalityUnits !== null) {
    const upTo = (name: PresetName, suv: number): WindowPreset => ({
      name,
      center: (suv / 2) * suvInModalityUnits,
      width: suv * suvInModalityUnits,
    });
    return [upTo('suv-5', 5), upTo('suv-7', 7), upTo('suv-10', 10)];
  }
  const isProjection = ['CR', 'DX', 'MG', 'IO', 'PX', 'RG', 'XA', 'RF'].includes(frame.Modality);
  if (!isProjection || headerWindow === null) return [];
  const times = (name: PresetName, factor: number): WindowPreset => ({
    name,
    center: headerWindow.center,
    width: headerWindow.width * factor,
  });
  return [times('softer', 1.4), times('harder', 0.8), times('hardest', 0.6)];
}
