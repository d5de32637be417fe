import { describe, expect, it } from 'vitest';
import { FrameSource } from '../stack/frame-source.ts';
import type { FrameStack, StackFrame } from '../stack/frame-stack.ts';
import { fitView } from '../stage/view-transform.ts';
import { PaneSet } from './pane-set.ts';
import { parseSavedView, restoreView, savedViewOf } from './saved-view.ts';
import { firstLook, type StackLook } from './stack-look.ts';
import { ViewerModel, type ViewerFrames } from './viewer-model.ts';
import { lookOf, stackOf } from './viewer-state.ts';

function frameOf(id: string): StackFrame {
  return { instance: { id, isLocal: true, SOPInstanceUID: id } as never, frameIndex: 0 };
}

function openPanes(...ids: readonly string[]): PaneSet<{ readonly model: ViewerModel }> {
  const stacks = ids.map((id): FrameStack => {
    const frames = [0, 1, 2, 3].map((n) => frameOf(`${id}#${String(n)}`));
    return {
      id,
      series: {} as never,
      kind: 'frames',
      objectKind: null,
      frames,
      isMultiFrame: false,
    };
  });
  const frames: ViewerFrames = new FrameSource({
    load: () => new Promise(() => undefined),
    bytesMax: 100,
    inFlightMax: 1,
    onChange: () => undefined,
  });
  const panes = new PaneSet(stacks, (paneId, now) => ({
    model: new ViewerModel(paneId, now, frames),
  }));
  panes.state.active.model.openStack(0);
  return panes;
}

const turned: StackLook = {
  view: { ...fitView, zoom: 2.5, panX: -31, panY: 8, rotation: 270, isFlippedX: true },
  voi: { kind: 'own', window: { kind: 'window', center: -600, width: 1500, function: 'LINEAR' } },
  isInverted: true,
  firstAuto: null,
};

describe('a view that a page was ended in', () => {
  it('comes back whole through the disk: layout, series, frame, look, active pane', () => {
    const panes = openPanes('a', 'b', 'c');
    panes.setLayout('1x2');
    panes.activateNeighbour(1);
    const { model } = panes.state.active;
    model.openStack(2, 3);
    model.store.set({
      looks: new Map([['c', turned]]),
      selectedMarkId: 'm1',
      smoothing: 'nearest',
      areOverlaysShown: false,
    });
    const saved = parseSavedView(JSON.parse(JSON.stringify(savedViewOf(panes))));
    const again = openPanes('a', 'b', 'c');
    if (saved === null) throw new Error('not read');
    expect(restoreView(again, saved)).toBe(true);
    expect(again.state.layout).toBe('1x2');
    expect(again.state.shown.map((pane) => stackOf(pane.model.state)?.id)).toEqual(['a', 'c']);
    expect(again.state.active).toBe(again.state.shown[1]);
    expect(again.state.active.model.state.index).toBe(3);
    expect(lookOf(again.state.active.model.state)).toEqual(turned);
    expect(again.state.active.model.state).toMatchObject({
      selectedMarkId: 'm1',
      smoothing: 'nearest',
      areOverlaysShown: false,
    });
    expect(again.state.shown[0]?.model.state.selectedMarkId).toBeNull();
  });

  it('comes back to the same instance, where others have come before it', () => {
    const panes = openPanes('a');
    panes.state.active.model.goTo(2);
    const saved = savedViewOf(panes);
    const again = openPanes('a');
    const { model } = again.state.active;
    const frames = ['new', 'a#0', 'a#1', 'a#2'].map((id) => frameOf(id));
    model.store.set({ stacks: model.state.stacks.map((stack) => ({ ...stack, frames })) });
    expect(restoreView(again, saved)).toBe(true);
    expect(model.state.index).toBe(3);
  });

  it('is read from rows that say less: of a version before, or with parts that are no such thing', () => {
    const pane = { stackId: 'a', index: 1, looks: [] };
    const saved = parseSavedView({ layout: '1x1', active: 0, panes: [pane] });
    expect(saved).toMatchObject({ smoothing: 'linear', areOverlaysShown: true });
    expect(saved?.panes[0]).toMatchObject({ instanceId: '', selectedMarkId: null });
    const odd = { ...pane, instanceId: 7, selectedMarkId: {} };
    const read = parseSavedView({ layout: '1x1', active: 0, panes: [odd], smoothing: 'x' });
    expect(read).toEqual(saved);
  });

  it('is none where its series is gone, and where the row is another version’s', () => {
    const saved = savedViewOf(openPanes('gone'));
    expect(restoreView(openPanes('a'), saved)).toBe(false);
    for (const damaged of [null, 7, {}, { layout: '9x9', active: 0, panes: [] }]) {
      expect(parseSavedView(damaged)).toBeNull();
    }
  });

  it('never brings numbers back that no view can have', () => {
    const looks = [
      ['a', { ...turned, view: { ...turned.view, zoom: -1, rotation: 45 }, voi: { kind: 'own' } }],
    ];
    const saved = parseSavedView({
      layout: '1x1',
      active: 0,
      panes: [{ stackId: 'a', index: 0, looks }],
    });
    const look = saved?.panes[0]?.looks[0]?.[1];
    expect(look?.view).toEqual({ ...fitView, isFlippedX: true });
    expect(look?.voi).toEqual(firstLook.voi);
  });
});
