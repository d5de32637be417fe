/** Axe in a page: its script goes in once per document, and only what is wrong comes back. */
import type { Page } from '@playwright/test';
import axe, { type AxeResults, type RunOptions } from 'axe-core';

/** What axe finds wrong, as `rule at selector`; `only` names rules to ask for instead of all but `without`. */
export async function axeFindings(
  page: Page,
  { only, without = [] }: { readonly only?: readonly string[]; readonly without?: string[] } = {},
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const options: RunOptions = {
    // Lists of what is well would be half a megabyte from each screen.
    resultTypes: ['violations'],
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
    ...(only === undefined ? {} : { runOnly: { type: 'rule', values: [...only] } }),
  };
  return await page.evaluate(async (run) => {
    const here = globalThis as unknown as {
      readonly axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };
    };
    const { violations } = await here.axe.run(document, run);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => {
        const why = any.map(({ message }) => message).join('; ');
        return `${id} at ${target.join(' ')} (${why})`;
      }),
    );
  }, options);
}
