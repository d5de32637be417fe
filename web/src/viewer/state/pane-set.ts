import type { FrameStack } from '../stack/frame-stack.ts';
import { createObservable, type Observable } from './observable.ts';
import type { ViewerModel } from './viewer-model.ts';
import { stackOf } from './viewer-state.ts';

/** Rows × columns of panes. */
export type Layout = '1x1' | '1x2' | '2x1' | '2x2';

export const layouts: readonly Layout[] = ['1x1', '1x2', '2x1', '2x2'];

const paneCounts: Readonly<Record<Layout, number>> = { '1x1': 1, '1x2': 2, '2x1': 2, '2x2': 4 };

export interface PaneSetState<Pane> {
  readonly layout: Layout;
  /** In reading order; all of them on the screen. */
  readonly shown: readonly Pane[];
  /** The one that tools, keys and the strip of series speak to. */
  readonly active: Pane;
  /** Nothing but the images, and the way back. */
  readonly isFullScreen: boolean;
}

/**
 * The panes of an open study. A pane that a smaller layout leaves out is kept as it was, and comes back
 * with the larger one. What is no pane's own (tool, texts, overlays) is the same in all of them.
 */
export class PaneSet<Pane extends { readonly model: ViewerModel }> {
  readonly store: Observable<PaneSetState<Pane>>;
  readonly #make: (paneId: string, stacks: readonly FrameStack[]) => Pane;
  #panes: readonly Pane[];
  readonly #listeners = new Set<() => void>();

  constructor(
    stacks: readonly FrameStack[],
    make: (paneId: string, stacks: readonly FrameStack[]) => Pane,
  ) {
    this.#make = make;
    this.#panes = [];
    const first = this.#add(stacks);
    this.store = createObservable<PaneSetState<Pane>>({
      layout: '1x1',
      shown: [first],
      active: first,
      isFullScreen: false,
    });
  }

  /** Hears of every change of every pane, and of how the screen is divided. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const stop = this.store.subscribe(listener);
    this.#listeners.add(listener);
    return () => {
      stop();
      this.#listeners.delete(listener);
    };
  };

  get state(): PaneSetState<Pane> {
    return this.store.get();
  }

  /** Every pane there is, those that a smaller layout hides too. */
  get all(): readonly Pane[] {
    return this.#panes;
  }

  /** Divides the screen; new panes open the series that follow those on the screen. */
  setLayout(layout: Layout): void {
    const { active } = this.state;
    const count = paneCounts[layout];
    while (this.#panes.length < count) {
      const pane = this.#add(active.model.state.stacks);
      pane.model.openStack(nextStack(this.#panes, active));
    }
    const shown = count === 1 ? [active] : this.#panes.slice(0, count);
    // Who has worked in the fourth pane goes on seeing it in two.
    if (!shown.includes(active)) shown[count - 1] = active;
    this.store.set({ layout, shown });
    for (const pane of this.#panes) pane.model.setSeen(shown.includes(pane));
  }

  activate(pane: Pane): void {
    if (pane !== this.state.active && this.state.shown.includes(pane)) {
      this.store.set({ active: pane });
    }
  }

  /** Goes to the pane before or after, round the edge. */
  activateNeighbour(by: 1 | -1): void {
    const { shown, active } = this.state;
    const next = shown[(shown.indexOf(active) + by + shown.length) % shown.length];
    if (next !== undefined) this.activate(next);
  }

  /** Divides the screen in the next way, round from the last to the first. */
  nextLayout(): void {
    const next = layouts[(layouts.indexOf(this.state.layout) + 1) % layouts.length];
    if (next !== undefined) this.setLayout(next);
  }

  setFullScreen(isFullScreen: boolean): void {
    if (isFullScreen !== this.state.isFullScreen) this.store.set({ isFullScreen });
  }

  setStacks(stacks: readonly FrameStack[]): void {
    for (const { model } of this.#panes) model.setStacks(stacks);
  }

  /** Draws all panes anew: a frame that several of them show may have come. */
  refresh(): void {
    for (const { model } of this.#panes) model.store.set({});
  }

  close(): void {
    for (const { model } of this.#panes) model.close();
  }

  #add(stacks: readonly FrameStack[]): Pane {
    const pane = this.#make(`pane-${String(this.#panes.length + 1)}`, stacks);
    const [other] = this.#panes;
    if (other !== undefined) pane.model.store.set(sharedOf(other.model));
    this.#panes = [...this.#panes, pane];
    pane.model.store.subscribe(() => {
      this.#share(pane.model);
      for (const listener of this.#listeners) listener();
    });
    return pane;
  }

  /** What one pane is told of the things that belong to all, the others are told too. */
  #share(from: ViewerModel): void {
    const shared = sharedOf(from);
    for (const { model } of this.#panes) {
      if (model === from) continue;
      const { state } = model;
      if (state.tool !== shared.tool) model.setTool(shared.tool);
      const isSame =
        state.textLevel === shared.textLevel &&
        state.smoothing === shared.smoothing &&
        state.areOverlaysShown === shared.areOverlaysShown;
      if (!isSame) model.store.set(shared);
    }
  }
}

function sharedOf({ state }: ViewerModel) {
  const { tool, textLevel, smoothing, areOverlaysShown } = state;
  return { tool, textLevel, smoothing, areOverlaysShown };
}

/** The first series with images that no pane shows; where all are shown, that of the active pane again. */
function nextStack<Pane extends { readonly model: ViewerModel }>(
  panes: readonly Pane[],
  active: Pane,
): number {
  const { state } = active.model;
  const seen = new Set(panes.slice(0, -1).map(({ model }) => stackOf(model.state)?.id));
  const after = state.stacks.findIndex(
    ({ id, kind }, index) => index > state.stackIndex && kind === 'frames' && !seen.has(id),
  );
  if (after >= 0) return after;
  const any = state.stacks.findIndex(({ id, kind }) => kind === 'frames' && !seen.has(id));
  return any >= 0 ? any : state.stackIndex;
}
