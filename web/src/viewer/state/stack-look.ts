import type { Voi, VoiChoice, VoiWindow } from '#shared/pixel/voi-lut.ts';
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
  /** The automatic window that the stack was first shown with: it must not flicker from frame to frame. */
  readonly firstAuto: VoiChoice | null;
}

export const firstLook: StackLook = {
  view: fitView,
  voi: { kind: 'first' },
  isInverted: false,
  firstAuto: null,
};

/** Brightness and contrast of colour frames as they are: a window over 0 to 255. */
export const neutralColourWindow: VoiWindow = {
  kind: 'window',
  center: 128,
  width: 256,
  function: 'LINEAR',
};

/** The choice in force for a frame; null where a window set by hand is, or the frame is in colour. */
export function choiceInForce(picture: Picture, look: StackLook): VoiChoice | null {
  if (look.voi.kind === 'own' || picture.isColour) return null;
  const { voi } = look;
  const chosen =
    voi.kind === 'choice' ? picture.choices.find(({ id }) => id === voi.id) : undefined;
  const choice = chosen ?? picture.choices[0] ?? null;
  return choice?.source === 'auto' ? (look.firstAuto ?? choice) : choice;
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
