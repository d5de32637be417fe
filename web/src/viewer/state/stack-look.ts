import { textOf } from '#shared/dicom/element-access.ts';
import { tags } from '#shared/dicom/tag.ts';
import type { Voi, VoiChoice, VoiWindow } from '#shared/pixel/voi-lut.ts';
import { windowPresetsFor } from '#shared/pixel/window-presets.ts';
import type { Picture } from '../stage/picture.ts';
import { fitView, type ViewTransform } from '../stage/view-transform.ts';

/** Which of the ways to show a frame a person has chosen for a stack. */
export type VoiSelection =
  /** The header's first, each frame its own. */
  | { readonly kind: 'first' }
  /** One of the choices by id: a header window is each frame's own, a preset the same for all. */
  | { readonly kind: 'choice'; readonly id: string }
  /** Set by hand: the same for all frames, in modality units. */
  | { readonly kind: 'own'; readonly window: VoiWindow };

/** How a stack is looked at; each stack keeps its own. */
export interface StackLook {
  readonly view: ViewTransform;
  readonly voi: VoiSelection;
  readonly isInverted: boolean;
  /** The automatic window, once made: the same for all frames of the stack, or scrolling would flicker. */
  readonly firstAuto: VoiChoice | null;
}

export const firstLook: StackLook = {
  view: fitView,
  voi: { kind: 'first' },
  isInverted: false,
  firstAuto: null,
};

/** Brightness and contrast of colour frames as they are: a window over 0 to 255. */
const neutralColourWindow: VoiWindow = {
  kind: 'window',
  center: 128,
  width: 256,
  function: 'LINEAR',
};

/** Everything offered for a frame: the header's, the automatic window where there is one, presets. */
export function choicesFor(picture: Picture, look: StackLook): readonly VoiChoice[] {
  if (picture.pipeline.kind === 'colour') return [];
  const first = firstChoice(picture, look);
  const offered = look.firstAuto === null ? picture.choices : [...picture.choices, look.firstAuto];
  if (first === null) return offered;
  const presets = windowPresetsFor({
    Modality: textOf(picture.record.dataset, tags.Modality),
    unit: picture.pipeline.modality.unit,
    first: first.voi,
    suvFactor: picture.suv.ok ? picture.suv.value.factor : null,
  });
  const known = new Set(offered.map(({ id }) => id));
  return [...offered, ...presets.filter(({ id }) => !known.has(id))];
}

/** The choice in force for a frame; null where a window set by hand is, or the frame is in colour. */
export function choiceInForce(picture: Picture, look: StackLook): VoiChoice | null {
  const { voi } = look;
  if (voi.kind === 'own' || picture.pipeline.kind === 'colour') return null;
  const first = firstChoice(picture, look);
  if (voi.kind === 'first') return first;
  return choicesFor(picture, look).find(({ id }) => id === voi.id) ?? first;
}

function firstChoice(picture: Picture, look: StackLook): VoiChoice | null {
  return picture.choices[0] ?? look.firstAuto;
}

/** What the stage applies: null for a colour frame that nobody has changed. */
export function voiInForce(picture: Picture, look: StackLook): Voi | null {
  if (look.voi.kind === 'own') return look.voi.window;
  return choiceInForce(picture, look)?.voi ?? null;
}

/** The window that a drag starts from; a table's is what spans its entries. */
export function windowInForce(picture: Picture, look: StackLook): VoiWindow {
  const voi = voiInForce(picture, look);
  if (voi === null) return neutralColourWindow;
  if (voi.kind === 'window') return voi;
  const width = voi.table.entries.length;
  return { kind: 'window', center: voi.table.firstValue + width / 2, width, function: 'LINEAR' };
}

/** Whether low values are bright on the screen: by the file (PS3.3 C.7.6.3.1.2, MONOCHROME1), or by hand, and not by both. */
export function isShownInverted({ pipeline }: Picture, look: StackLook): boolean {
  return (pipeline.kind !== 'colour' && pipeline.isInverted) !== look.isInverted;
}

/** The narrowest window worth having, in modality units: one step of the values. */
export function widthMinOf(picture: Picture): number {
  const { pipeline, frame } = picture;
  if (pipeline.kind === 'colour') return 2;
  const range = frame.maxValue - frame.minValue;
  if (pipeline.modality.kind === 'table') return 1;
  const slope = Math.abs(pipeline.modality.slope);
  const isWhole = Number.isInteger(frame.minValue) && Number.isInteger(frame.maxValue);
  return isWhole ? Math.min(1, slope) || slope : Math.max((range * slope) / 4096, 1e-9);
}
