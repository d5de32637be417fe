/** What does not fit on a screen: too small for a finger, out of the side, under another button, words cut. */
import type { Page } from '@playwright/test';

/** A way to hold a device, and to read on it. */
export interface Shape {
  readonly name: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Size of letters, of what is usual; 100 without. */
  readonly percent?: number;
  readonly direction?: 'rtl';
}

/** What does not fit on the screen as it is. */
export async function misfits(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const pressed =
      'a[href], button, input, select, textarea, [role^="menuitem"], [role="slider"], [role="tab"]';
    const bars =
      '.page-header, .list-header, .dialog-header, .dialog-actions, .patient-banner, .add-bar';
    const found: string[] = [];
    const nameOf = (element: Element): string =>
      element.getAttribute('aria-label') ?? element.textContent;
    const layer = document.querySelector('.dialog, [role="menu"]') ?? document.body;
    const drawing = document.createElement('canvas').getContext('2d');

    const isSmall = (element: Element, { width, height }: DOMRect): boolean =>
      // A link in a sentence is read, not aimed at (WCAG 2.5.8, inline).
      (width < 47.5 || height < 47.5) && !element.matches('p a');

    /** Out of the side, and not to be scrolled to. */
    const isOutside = (element: Element, { left, right }: DOMRect): boolean => {
      if (left > -1 && right < innerWidth + 1) return false;
      for (let at = element.parentElement; at !== null; at = at.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth)
          return false;
      }
      return true;
    };

    const coverOf = (element: Element, { left, top, width, height }: DOMRect): string | null => {
      // What is scrolled lies under edges and buttons by right; bars do not scroll.
      if (!layer.contains(element) || element.closest(bars) === null) return null;
      const at = document.elementFromPoint(left + width / 2, top + height / 2);
      // A message goes away again.
      const cover = at?.closest(pressed);
      if (cover === null || cover === undefined || cover.closest('.toast-region') !== null)
        return null;
      const label = element.closest('label');
      const isOwn = cover.contains(element) || element.contains(cover) || label?.contains(cover);
      return isOwn === true ? null : nameOf(cover);
    };

    const isCut = (element: Element): boolean => {
      if (element instanceof HTMLSelectElement) {
        const style = getComputedStyle(element);
        if (drawing === null) throw new Error('no canvas');
        drawing.font = style.font;
        const words = element.selectedOptions[0]?.text ?? '';
        const padding =
          Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
        return drawing.measureText(words).width > element.clientWidth - padding + 1;
      }
      // Names that people gave may end in dots; words of the app may not.
      if (
        element.matches(
          'input, textarea, .study-row-main, .saved-chip, .patient-row, .group-head-button, [data-name]',
        )
      )
        return false;
      return [element, ...element.querySelectorAll('*')].some((part) => {
        const isText = [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE);
        if (!isText || part.closest('bdi, .series-name') !== null) return false;
        const isHidden = getComputedStyle(part).overflowX !== 'visible';
        return isHidden && part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 1;
      });
    };

    for (const element of document.querySelectorAll(pressed)) {
      // The dot of a radio is pressed by its label; what is for screen readers alone has no size.
      const box = (element.closest('label') ?? element).getBoundingClientRect();
      const isForReaders = element.closest('[style*="clip"]') !== null;
      if (isForReaders || box.width < 2 || box.height < 2) continue;
      const name = nameOf(element);
      if (isSmall(element, box))
        found.push(`${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`);
      if (isOutside(element, box)) found.push(`${name}: out of the side`);
      const cover = coverOf(element, box);
      if (cover !== null) found.push(`${name}: under ${cover}`);
      if (isCut(element)) found.push(`${name}: its words are cut`);
    }
    if (document.body.scrollWidth > innerWidth) found.push('wider than the screen');
    for (const heading of layer.querySelectorAll('h1, h2, h3, label, p')) {
      const { width } = heading.getBoundingClientRect();
      const { fontSize, whiteSpace } = getComputedStyle(heading);
      const size = Number.parseFloat(fontSize);
      const words = heading.textContent.trim();
      if (whiteSpace !== 'nowrap' && width > 1 && width < 2 * size && words.length > 6)
        found.push(`${words}: a letter to a line`);
    }
    return found;
  });
}

/**
 * Sizes and colours on their way are neither the old nor the new ones; what is inherited sets out a frame after its
 * parent has arrived.
 */
export async function endTransitions(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = 0; frames < 60; frames += 1) {
      const moving = document.getAnimations().filter((one) => one instanceof CSSTransition);
      if (moving.length === 0 && frames > 1) return;
      for (const transition of moving) transition.finish();
      // A page that is not drawn has no next frame.
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
        setTimeout(resolve, 200);
      });
    }
  });
}

/** The same with the device held and read in other ways; it is given back as it was. */
export async function misfitsInShapes(
  page: Page,
  shapes: readonly Shape[],
): Promise<readonly string[]> {
  const usual = page.viewportSize();
  const found: string[] = [];
  const wear = async (percent: number, direction: string): Promise<void> => {
    await page.evaluate(
      ([size, dir]) => {
        document.documentElement.style.fontSize = size === 100 ? '' : `${size}%`;
        document.documentElement.dir = dir;
        // What is placed beside its opener is placed anew.
        dispatchEvent(new Event('resize'));
      },
      [percent, direction] as const,
    );
    await endTransitions(page);
  };
  // A menu stands where it was opened: letters that grow meanwhile are nobody's.
  const isMenuOpen = (await page.getByRole('menu').count()) > 0;
  for (const { name, width, height, percent = 100, direction = 'ltr' } of shapes) {
    if (isMenuOpen && percent !== 100) continue;
    await page.setViewportSize({ width, height });
    await wear(percent, direction);
    found.push(...(await misfits(page)).map((misfit) => `${name}: ${misfit}`));
  }
  if (usual !== null) await page.setViewportSize(usual);
  await wear(100, 'ltr');
  return found;
}
