/** The viewer as a reader uses it: opening, fingers, marks, and the pixels that are on the screen. */
import { expect, type CDPSession, type Locator, type Page } from '@playwright/test';

/** A place of a frame, pixel centres at whole numbers. */
export interface FramePoint {
  readonly x: number;
  readonly y: number;
}

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** What the canvas holds: the frame (or the part of it that is in sight) after the display pipeline. */
export interface DrawnPixels {
  readonly width: number;
  readonly height: number;
  /** R G B A, row by row. */
  readonly rgba: readonly number[];
}

const canvas = '.stage-canvas:not(.stage-overlay)';

export const pixels = (page: Page): Locator => page.locator(canvas);
export const frameNumber = (page: Page): Locator => page.getByTestId('frame-number');
export const windowText = (page: Page): Locator => page.getByTestId('window-text');
export const zoomText = (page: Page): Locator => page.getByTestId('zoom-text');
export const marks = (page: Page): Locator => page.getByTestId('mark');
export const tool = (page: Page, name: string): Locator =>
  page.getByRole('group', { name: 'Tools' }).getByRole('button', { name, exact: true });

type MarkTool = 'Length' | 'Angle' | 'Ellipse' | 'Rectangle' | 'Arrow' | 'Probe';

/** Lights a tool for marks, by the menu that holds all of them. */
export async function lightMarkTool(page: Page, name: MarkTool): Promise<void> {
  await page.locator('.tool-button', { has: page.locator('.tool-menu-sign') }).click();
  await page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) }).click();
  await expect(tool(page, name)).toHaveAttribute('aria-pressed', 'true');
}

/** Waits until the frame itself is on the screen: no preview, no word of loading, no failure. */
export async function expectPicture(page: Page): Promise<void> {
  // What was asked for last is decided at the next frame of the screen.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
  await expect(pixels(page)).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.frame-waiting, .frame-notice')).toHaveCount(0);
}

/** Reads the canvas; a frame drawn at 1:1 or larger is there pixel by pixel. */
export async function drawnPixels(page: Page): Promise<DrawnPixels> {
  await expectPicture(page);
  return await pixels(page).evaluate((element) => {
    const drawn = element as HTMLCanvasElement;
    const data = drawn.getContext('2d')?.getImageData(0, 0, drawn.width, drawn.height).data ?? [];
    return { width: drawn.width, height: drawn.height, rgba: [...data] };
  });
}

/** Grey levels of the canvas (its red, which equals the others in a grey frame). */
export async function drawnGreys(page: Page): Promise<readonly number[]> {
  const { rgba } = await drawnPixels(page);
  return rgba.filter((_, index) => index % 4 === 0);
}

/** Where a point of the frame is on the screen now; only for frames drawn whole, at 1:1 or larger. */
export async function onScreen(page: Page, point: FramePoint): Promise<ScreenPoint> {
  await expectPicture(page);
  return await page.evaluate(
    ([selector, { x, y }]) => {
      const drawn = document.querySelector<HTMLElement>(selector);
      const host = drawn?.parentElement?.getBoundingClientRect();
      if (drawn === null || host === undefined) throw new Error('no canvas');
      const matrix = new DOMMatrix(getComputedStyle(drawn).transform);
      const at = matrix.transformPoint({ x: x + 0.5, y: y + 0.5 });
      return { x: host.x + at.x, y: host.y + at.y };
    },
    [canvas, point] as const,
  );
}

/** Which point of the frame lies under a place of the screen: the way back of `onScreen`. */
export async function onFrame(page: Page, place: ScreenPoint): Promise<FramePoint> {
  const [origin, along] = [
    await onScreen(page, { x: 0, y: 0 }),
    await onScreen(page, { x: 100, y: 100 }),
  ];
  return {
    x: ((place.x - origin.x) / (along.x - origin.x)) * 100,
    y: ((place.y - origin.y) / (along.y - origin.y)) * 100,
  };
}

/** Drags with the mouse between two points of the frame. */
export async function drag(page: Page, from: ScreenPoint, to: ScreenPoint): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}

/** Fingers on the glass, as the browser gets them from a touch screen. */
export class Fingers {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async on(page: Page): Promise<Fingers> {
    return new Fingers(await page.context().newCDPSession(page));
  }

  async down(...points: readonly ScreenPoint[]): Promise<void> {
    await this.#send('touchStart', points);
  }

  async move(...points: readonly ScreenPoint[]): Promise<void> {
    await this.#send('touchMove', points);
  }

  async up(...left: readonly ScreenPoint[]): Promise<void> {
    await this.#send('touchEnd', left);
  }

  /** One finger goes from here to there in steps. */
  async swipe(from: ScreenPoint, to: ScreenPoint): Promise<void> {
    await this.down(from);
    for (let step = 1; step <= 8; step += 1) {
      await this.move({
        x: from.x + ((to.x - from.x) * step) / 8,
        y: from.y + ((to.y - from.y) * step) / 8,
      });
    }
    await this.up();
  }

  async #send(
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    points: readonly ScreenPoint[],
  ): Promise<void> {
    const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
    await this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

/** Grey levels of the glass itself where the frame lies; the texts over it are taken away for it. */
export async function greysOnScreen(page: Page): Promise<readonly number[]> {
  await expectPicture(page);
  const box = await pixels(page).boundingBox();
  if (box === null) throw new Error('the frame is out of sight');
  // One by one: a style sheet put in for the picture is what the content security policy forbids.
  const setVisibility = (visibility: string): Promise<void> =>
    page.evaluate((value) => {
      for (const element of document.querySelectorAll<HTMLElement>('.overlay-text, .scrubber')) {
        element.style.visibility = value;
      }
    }, visibility);
  await setVisibility('hidden');
  const png = await page.screenshot({ clip: box });
  await setVisibility('');
  return await page.evaluate(
    async (bytes) => {
      const blob = new Blob([new Uint8Array(bytes)], { type: 'image/png' });
      const image = await createImageBitmap(blob);
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context?.drawImage(image, 0, 0);
      const data = context?.getImageData(0, 0, image.width, image.height).data ?? [];
      return [...data].filter((_, index) => index % 4 === 0);
    },
    [...png],
  );
}
