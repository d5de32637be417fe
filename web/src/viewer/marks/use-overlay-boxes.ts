import { useEffect, useState, type RefObject } from 'react';
import type { Box } from './label-layout.ts';

const overlays = '.corner, .scale-bar, .orientation, .scrubber';

/**
 * Where the texts over the image of a pane and its scrubber stand, in CSS pixels of the viewport; they are measured, since they
 * grow and go with language, level of texts and what the file says.
 */
export function useOverlayBoxes(inside: RefObject<Element | null>): readonly Box[] {
  const [boxes, setBoxes] = useState<readonly Box[]>([]);
  useEffect(() => {
    const stage = inside.current?.closest('.viewport-stage') ?? null;
    if (stage === null) return undefined;
    const measure = (): void => {
      const origin = stage.getBoundingClientRect();
      const now = [...stage.querySelectorAll(overlays)]
        .map((element) => element.getBoundingClientRect())
        .filter(({ width, height }) => width > 0 && height > 0)
        .map((box) => ({
          left: box.left - origin.left,
          top: box.top - origin.top,
          right: box.right - origin.left,
          bottom: box.bottom - origin.top,
        }));
      setBoxes((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
    };
    const sizes = new ResizeObserver(measure);
    const watch = (): void => {
      sizes.disconnect();
      sizes.observe(stage);
      for (const element of stage.querySelectorAll(overlays)) sizes.observe(element);
    };
    const children = new MutationObserver(watch);
    children.observe(stage, { childList: true });
    watch();
    return () => {
      sizes.disconnect();
      children.disconnect();
    };
  }, [inside]);
  return boxes;
}
