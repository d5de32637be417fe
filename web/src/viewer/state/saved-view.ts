import type { VoiChoice, VoiWindow } from '#shared/pixel/voi-lut.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import { fitView, type ViewTransform } from '../stage/view-transform.ts';
import { layouts, type Layout, type PaneSet } from './pane-set.ts';
import { firstLook, type StackLook, type VoiSelection } from './stack-look.ts';
import type { ViewerModel } from './viewer-model.ts';
import { stackOf, type TextLevel, type ViewerState } from './viewer-state.ts';

/** One pane as a person left it. */
interface SavedPane {
  readonly stackId: string;
  /** 0-based. */
  readonly index: number;
  /** Of the frame at `index`: instances that have come since move it. Empty in rows of before. */
  readonly instanceId: string;
  readonly selectedMarkId: string | null;
  /** Of the stacks that the pane has shown and that no longer look as they were opened. */
  readonly looks: readonly (readonly [stackId: string, look: StackLook])[];
}

/** A study as a person left it: what a page that was ended in the middle comes back to. */
export interface SavedView {
  readonly layout: Layout;
  /** Which of the panes was active, 0-based. */
  readonly active: number;
  readonly panes: readonly SavedPane[];
  readonly smoothing: ViewerState['smoothing'];
  readonly areOverlaysShown: boolean;
}

type Panes = PaneSet<{ readonly model: ViewerModel }>;

/** So many stacks of a pane keep their look; a study of a hundred series must not make a row of a hundred. */
const looksMax = 30;

export function savedViewOf({ state }: Panes): SavedView {
  const { smoothing, areOverlaysShown } = state.active.model.state;
  return {
    layout: state.layout,
    active: state.shown.indexOf(state.active),
    panes: state.shown.map(({ model }) => savedPaneOf(model.state)),
    smoothing,
    areOverlaysShown,
  };
}

function savedPaneOf(state: ViewerState): SavedPane {
  const stack = stackOf(state);
  return {
    stackId: stack?.id ?? '',
    index: state.index,
    instanceId: stack?.frames[state.index]?.instance.id ?? '',
    selectedMarkId: state.selectedMarkId,
    looks: [...state.looks].slice(-looksMax).map(([id, look]) => [id, lean(look)]),
  };
}

/** A table of a file is not kept: it comes from the file again. */
function lean(look: StackLook): StackLook {
  const isWindow = look.firstAuto?.voi.kind === 'window';
  return { ...look, firstAuto: isWindow ? look.firstAuto : null };
}

/** Brings the panes back to how they were left; false where the active one has lost its series. */
export function restoreView(panes: Panes, view: SavedView): boolean {
  const { layout, active, panes: saved, smoothing, areOverlaysShown } = view;
  const { stacks } = panes.state.active.model.state;
  const places = saved.map(({ stackId }) => stacks.findIndex(({ id }) => id === stackId));
  if ((places[active] ?? -1) < 0) return false;
  panes.setLayout(layout);
  for (const [n, { model }] of panes.state.shown.entries()) {
    const pane = saved[n];
    const place = places[n] ?? -1;
    if (pane === undefined || place < 0) continue;
    model.store.set({ looks: new Map(pane.looks), smoothing, areOverlaysShown });
    model.openStack(place, indexIn(stacks[place], pane));
    model.store.set({ selectedMarkId: pane.selectedMarkId });
  }
  const wasActive = panes.state.shown[active];
  if (wasActive !== undefined) panes.activate(wasActive);
  return true;
}

function indexIn(stack: FrameStack | undefined, { index, instanceId }: SavedPane): number {
  if (stack === undefined || stack.isMultiFrame) return index;
  const moved = stack.frames.findIndex(({ instance }) => instance.id === instanceId);
  return moved < 0 ? index : moved;
}

/** What another version, or a damaged row, has left is no view: then the study opens as for the first time. */
export function parseSavedView(value: unknown): SavedView | null {
  const { layout, active, panes, smoothing, areOverlaysShown } = fieldsOf(value);
  const known = layouts.find((one) => one === layout);
  if (known === undefined || !isIndex(active) || !Array.isArray(panes)) return null;
  const read = panes.map(parsePane).filter((pane) => pane !== null);
  if (read.length !== panes.length) return null;
  return {
    layout: known,
    active,
    panes: read,
    smoothing: smoothing === 'nearest' ? 'nearest' : 'linear',
    areOverlaysShown: areOverlaysShown !== false,
  };
}

export function parseTextLevel(value: unknown): TextLevel | null {
  return value === 0 || value === 1 || value === 2 || value === 3 ? value : null;
}

function parsePane(value: unknown): SavedPane | null {
  const { stackId, index, looks, instanceId, selectedMarkId } = fieldsOf(value);
  if (typeof stackId !== 'string' || !isIndex(index) || !Array.isArray(looks)) return null;
  const read = looks.flatMap((pair: unknown) => {
    if (!Array.isArray(pair) || typeof pair[0] !== 'string') return [];
    return [[pair[0], parseLook(pair[1])] as const];
  });
  return {
    stackId,
    index,
    instanceId: typeof instanceId === 'string' ? instanceId : '',
    selectedMarkId: typeof selectedMarkId === 'string' ? selectedMarkId : null,
    looks: read,
  };
}

function parseLook(value: unknown): StackLook {
  const { view, voi, isInverted, firstAuto } = fieldsOf(value);
  return {
    ...firstLook,
    view: parseTransform(view),
    voi: parseVoi(voi),
    isInverted: isInverted === true,
    firstAuto: parseChoice(firstAuto),
  };
}

function parseTransform(value: unknown): ViewTransform {
  const { zoom, panX, panY, rotation, isFlippedX, isFlippedY } = fieldsOf(value);
  const turn = ([0, 90, 180, 270] as const).find((one) => one === rotation) ?? 0;
  const isPlaced =
    isFinite(panX) && isFinite(panY) && (zoom === null || (isFinite(zoom) && zoom > 0));
  return {
    ...fitView,
    ...(isPlaced ? { zoom, panX, panY } : {}),
    rotation: turn,
    isFlippedX: isFlippedX === true,
    isFlippedY: isFlippedY === true,
  };
}

function parseVoi(value: unknown): VoiSelection {
  const { kind, id, window } = fieldsOf(value);
  if (kind === 'choice' && typeof id === 'string') return { kind, id };
  const own = kind === 'own' ? parseWindow(window) : null;
  return own === null ? { kind: 'first' } : { kind: 'own', window: own };
}

function parseChoice(value: unknown): VoiChoice | null {
  const { id, voi, explanation } = fieldsOf(value);
  const window = parseWindow(voi);
  if (typeof id !== 'string' || window === null || typeof explanation !== 'string') return null;
  return { id, voi: window, explanation, source: 'auto' };
}

function parseWindow(value: unknown): VoiWindow | null {
  const { kind, center, width, function: shape } = fieldsOf(value);
  if (kind !== 'window' || !isFinite(center) || !isFinite(width) || width <= 0) return null;
  const known = (['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const).find((one) => one === shape);
  return known === undefined ? null : { kind, center, width, function: known };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isIndex(value: unknown): value is number {
  return isFinite(value) && Number.isInteger(value) && value >= 0;
}
