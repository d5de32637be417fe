import type { Page } from '@playwright/test';

/**
 * Notes, inside the page, when each selector matched for the first time, in milliseconds since the
 * navigation: what a person could have seen then, without the round trips of the test's own polling.
 */
export async function watchFirstSeen(
  page: Page,
  selectors: Readonly<Record<string, string>>,
): Promise<void> {
  await page.addInitScript((wanted) => {
    const seen: Record<string, number> = {};
    (globalThis as unknown as { firstSeen: typeof seen }).firstSeen = seen;
    const look = (): void => {
      for (const [name, selector] of Object.entries(wanted)) {
        if (seen[name] === undefined && document.querySelector(selector) !== null) {
          seen[name] = performance.now();
        }
      }
      if (Object.keys(seen).length < Object.keys(wanted).length) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, selectors);
}

/** Waits until the selector of that name was seen, and answers with when. */
export async function firstSeen(page: Page, name: string): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { firstSeen?: Record<string, number> }).firstSeen?.[wanted],
    name,
    { timeout: 120_000 },
  );
  return (await handle.jsonValue()) ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
