import {
  arbitrate,
  idleArbiter,
  type ArbiterInput,
  type ArbiterState,
  type PointerSample,
} from './pointer-arbiter.ts';
import type { ViewportGestures } from './viewport-gestures.ts';

/** Connects an element's pointer and wheel events to gestures; the answer disconnects it again. */
export function listenToViewport(element: HTMLElement, gestures: ViewportGestures): () => void {
  const events = new ViewportEvents(element, gestures);
  events.connect();
  return () => events.disconnect();
}

class ViewportEvents {
  readonly #element: HTMLElement;
  readonly #gestures: ViewportGestures;
  readonly #abort = new AbortController();
  #state: ArbiterState = idleArbiter;
  #timer = 0;

  constructor(element: HTMLElement, gestures: ViewportGestures) {
    this.#element = element;
    this.#gestures = gestures;
  }

  connect(): void {
    const { signal } = this.#abort;
    const on = <Name extends keyof HTMLElementEventMap>(
      name: Name,
      listen: (event: HTMLElementEventMap[Name]) => void,
    ): void => this.#element.addEventListener(name, listen, { signal, passive: false });
    on('pointerdown', (event) => this.#down(event));
    on('pointermove', (event) => this.#move(event));
    on('pointerup', (event) => this.#feed({ type: 'up', pointer: this.#sampleOf(event) }));
    on('pointercancel', (event) => this.#cancel(event));
    // Comes after every up as well, when the arbiter no longer knows the pointer.
    on('lostpointercapture', (event) => this.#cancel(event));
    on('pointerleave', () => this.#gestures.hover(null));
    on('contextmenu', (event) => event.preventDefault());
    on('wheel', (event) => this.#wheel(event));
  }

  disconnect(): void {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  #down(event: PointerEvent): void {
    this.#element.setPointerCapture(event.pointerId);
    // The middle button would start the browser's own scrolling.
    if (event.button === 1) event.preventDefault();
    this.#feed({ type: 'down', pointer: this.#sampleOf(event) });
  }

  #move(event: PointerEvent): void {
    const pointer = this.#sampleOf(event);
    if (event.pointerType === 'mouse' && event.buttons === 0) this.#gestures.hover(pointer);
    this.#feed({ type: 'move', pointer });
  }

  #cancel(event: PointerEvent): void {
    this.#feed({ type: 'cancel', pointerId: event.pointerId });
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const { deltaY, deltaMode, timeStamp: atMs, clientX, clientY } = event;
    this.#gestures.wheel({
      deltaY,
      deltaMode,
      isZoom: event.ctrlKey || event.metaKey,
      atMs,
      at: () => {
        const box = this.#element.getBoundingClientRect();
        return { x: clientX - box.left, y: clientY - box.top };
      },
    });
  }

  #feed(input: ArbiterInput): void {
    const step = arbitrate(this.#state, input);
    this.#state = step.state;
    clearTimeout(this.#timer);
    const { wakeAtMs } = step.state;
    if (wakeAtMs !== null) {
      const waitMs = Math.max(0, wakeAtMs - performance.now());
      this.#timer = window.setTimeout(() => this.#feed({ type: 'tick', atMs: wakeAtMs }), waitMs);
    }
    for (const gesture of step.gestures) this.#gestures.handle(gesture);
  }

  #sampleOf(event: PointerEvent): PointerSample {
    const box = this.#element.getBoundingClientRect();
    const { pointerType } = event;
    return {
      pointerId: event.pointerId,
      kind: pointerType === 'touch' || pointerType === 'pen' ? pointerType : 'mouse',
      x: event.clientX - box.left,
      y: event.clientY - box.top,
      atMs: performance.now(),
      button: event.button,
      shiftKey: event.shiftKey,
    };
  }
}
