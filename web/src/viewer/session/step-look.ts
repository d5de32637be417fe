import type { KeyCommand } from '../interaction/viewer-keys.ts';
import { windowAfterSteps } from '../interaction/window-drag.ts';
import { panBy, zoomAt } from '../stage/view-transform.ts';
import { isShownInverted, widthMinOf, windowInForce } from '../state/stack-look.ts';
import type { ViewerModel } from '../state/viewer-model.ts';
import { lookOf, pictureOf } from '../state/viewer-state.ts';

/** A tenth of what is seen. */
const panStep = 0.1;

/** What a drag does, by steps: for keys, and for whoever cannot drag (WCAG 2.5.7). */
export function stepLook(
  model: ViewerModel,
  command: Extract<KeyCommand, { readonly kind: 'zoom-by' | 'pan-by' | 'window-by' }>,
): void {
  const { size } = model.state;
  if (command.kind === 'zoom-by') {
    const centre = { x: size.width / 2, y: size.height / 2 };
    model.setView((view, { shape }) => zoomAt(view, command.factor, centre, shape, size));
  } else if (command.kind === 'pan-by') {
    const [dx, dy] = [command.x * size.width * panStep, command.y * size.height * panStep];
    model.setView((view, { shape }) => panBy(view, dx, dy, shape, size));
  } else {
    const picture = pictureOf(model.state);
    if (picture === null) return;
    const look = lookOf(model.state);
    const start = windowInForce(picture, look);
    // Where low values are bright, a picture is lighter with its centre higher.
    const brightness = isShownInverted(picture, look) ? -command.brightness : command.brightness;
    const steps = { width: command.width, brightness };
    model.setWindow({ ...start, ...windowAfterSteps(start, steps, widthMinOf(picture)) });
  }
}
