import type { ImagePoint, MarkKind } from '#shared/annotation/mark.ts';
import type { ToolName } from '../interaction/viewer-keys.ts';
import type { Placement } from '../marks/mark-placement.ts';
import type { FetchProgress } from '../stack/frame-source.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import type { ViewFailure } from '../stack/picture-ports.ts';
import type { Picture } from '../stage/picture.ts';
import type { ViewportSize } from '../stage/view-transform.ts';
import { firstLook, type StackLook } from './stack-look.ts';

/** What is on the screen. Its `index` is what every number and label of the screen speaks of. */
export type Shown =
  | { readonly kind: 'picture'; readonly index: number; readonly picture: Picture }
  | { readonly kind: 'failed'; readonly index: number; readonly failure: ViewFailure }
  /** Nothing of this stack is decoded yet: a preview of exactly this frame, or a word. */
  | { readonly kind: 'waiting'; readonly index: number; readonly progress: FetchProgress | null }
  | { readonly kind: 'object'; readonly index: 0 }
  | { readonly kind: 'nothing'; readonly index: 0 };

/** A mark that is being placed or moved: not saved, gone without trace when cancelled. */
export interface Draft {
  readonly kind: MarkKind;
  readonly points: readonly ImagePoint[];
  /** The mark being moved; null for a new one. */
  readonly markId: string | null;
}

/** The magnifier that a finger, or the mouse while it draws, has raised. */
export interface Lens {
  /** What it shows the surroundings of; may lie beside the frame while it only looks. */
  readonly point: ImagePoint;
  /** It tells the value under the finger; while a mark is made or moved it only magnifies. */
  readonly isLooking: boolean;
  readonly isMouse: boolean;
}

/** 0 none, 1 the patient, 2 technique, window, zoom and slice too, 3 every attribute of use. */
export type TextLevel = 0 | 1 | 2 | 3;

/** What the one button makes of a level: all, then fewer and fewer. */
export function nextTextLevel(level: TextLevel): TextLevel {
  return ([1, 2, 3, 0] as const)[level];
}

/** The view shows the frame mirrored; turned by 180° (both flips) it does not. */
export function isMirrored({ view }: StackLook): boolean {
  return view.isFlippedX !== view.isFlippedY;
}

export interface ViewerState {
  readonly stacks: readonly FrameStack[];
  readonly stackIndex: number;
  /** The frame that is wanted, 0-based; `shown` may lag behind it while it is decoded. */
  readonly index: number;
  readonly direction: 1 | -1;
  readonly shown: Shown;
  readonly tool: ToolName;
  readonly looks: ReadonlyMap<string, StackLook>;
  readonly size: ViewportSize;
  readonly smoothing: 'linear' | 'nearest';
  readonly areOverlaysShown: boolean;
  /** Texts over the image; side, badges and calibration stay at every level. */
  readonly textLevel: TextLevel;
  readonly cine: { readonly isPlaying: boolean; readonly speed: number };
  readonly placement: Placement;
  /** Where the arrow keys have brought the point of a mark; null while keys set none. */
  readonly aim: ImagePoint | null;
  readonly draft: Draft | null;
  readonly selectedMarkId: string | null;
  /** The arrow whose text is being written; null while none is. */
  readonly textOfMarkId: string | null;
  readonly lens: Lens | null;
  /** The magnifier follows the mouse, or the cross that keys move. */
  readonly isLoupeOn: boolean;
  /** Point under the mouse; it may lie beside the frame. */
  readonly hover: ImagePoint | null;
}

export function initialViewerState(stacks: readonly FrameStack[]): ViewerState {
  return {
    stacks,
    stackIndex: 0,
    index: 0,
    direction: 1,
    shown: { kind: 'nothing', index: 0 },
    tool: 'navigate',
    looks: new Map(),
    size: { width: 0, height: 0, devicePixelRatio: 1 },
    smoothing: 'linear',
    areOverlaysShown: true,
    textLevel: 2,
    cine: { isPlaying: false, speed: 1 },
    placement: { kind: 'none' },
    aim: null,
    draft: null,
    selectedMarkId: null,
    textOfMarkId: null,
    lens: null,
    isLoupeOn: false,
    hover: null,
  };
}

export function stackOf(state: ViewerState): FrameStack | null {
  return state.stacks[state.stackIndex] ?? null;
}

export function lookOf(state: ViewerState): StackLook {
  return state.looks.get(stackOf(state)?.id ?? '') ?? firstLook;
}

/** The picture on the screen, if it is one. */
export function pictureOf(state: ViewerState): Picture | null {
  return state.shown.kind === 'picture' ? state.shown.picture : null;
}
