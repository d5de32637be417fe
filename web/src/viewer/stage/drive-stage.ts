import type { ViewerModel } from '../state/viewer-model.ts';
import type { FrameStage } from './frame-stage.ts';

/**
 * Draws whenever something has changed, once for each frame of the screen, and follows the size of the
 * viewport. Deciding what is shown and drawing it happen in the same frame. The answer stops it.
 */
export function driveStage(model: ViewerModel, stage: FrameStage, host: HTMLElement): () => void {
  let requested = 0;
  let isDrawing = false;
  const draw = (nowMs: number): void => {
    requested = 0;
    isDrawing = true;
    stage.draw(model.advance(nowMs));
    isDrawing = false;
    if (model.isMoving) request();
  };
  const request = (): void => {
    if (isDrawing || requested !== 0) return;
    requested = requestAnimationFrame(draw);
  };
  const measure = (): void => {
    const { devicePixelRatio } = window;
    const { clientWidth: width, clientHeight: height } = host;
    const size = { width, height, devicePixelRatio };
    const before = model.state.size;
    const isSame =
      before.width === width &&
      before.height === height &&
      before.devicePixelRatio === devicePixelRatio;
    stage.resize(size);
    if (!isSame) model.setSize(size);
    // In the same frame as the new size, or the image would be seen to jump.
    draw(performance.now());
  };
  const observer = new ResizeObserver(measure);
  observer.observe(host);
  window.addEventListener('resize', measure);
  const unsubscribe = model.store.subscribe(request);
  return () => {
    unsubscribe();
    observer.disconnect();
    window.removeEventListener('resize', measure);
    cancelAnimationFrame(requested);
    stage.dispose();
  };
}
