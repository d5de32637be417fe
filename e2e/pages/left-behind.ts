/** What a page still holds of a person or a patient: for specs of lock and hand-over. */
import type { Page } from '@playwright/test';

/** Everything that the next person could come upon: what is drawn, named, kept in this window. */
export function tracesOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      document.title,
      document.documentElement.outerHTML,
      location.href,
      history.state,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      [...document.querySelectorAll('input')].map(({ value }) => value),
    ]),
  );
}

/** Objects of a kind that are alive in a page after its garbage was collected. */
export async function aliveCount(page: Page, kind: string): Promise<number> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('HeapProfiler.collectGarbage');
  const { result } = await debug.send('Runtime.evaluate', { expression: `${kind}.prototype` });
  const { objects } = await debug.send('Runtime.queryObjects', {
    prototypeObjectId: result.objectId ?? '',
  });
  const { result: count } = await debug.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: 'function () { return this.length; }',
    returnByValue: true,
  });
  await debug.detach();
  return Number(count.value);
}
