import { platformTable as words } from '../src/app/messages/en/platform-table.ts';
import {
  platformGroups,
  type PlatformRow,
  platforms,
  rowsOf,
  sourceEdition,
} from '../src/app/platform/platform-rows.ts';

const intro = `# What each platform offers, and what Satchel does without it

Written from \`web/src/app/platform/platform-rows.ts\` and the words of the screen "What this browser can do"; a
test fails when this file is stale (\`npx vitest run --project unit -u web/build/platform-doc\`).
The screen asks the browser it runs in, row by row.

A number is the first version that has the whole of it, by the entry of MDN's browser-compat-data ${sourceEdition}
that the row names; – means none. iPad and iPhone: Safari and every other browser there. What Satchel does with a row
and without it was tried in Chromium, with the interface taken away where that can be done
(\`web/src/app/platform/platform-rows.test.ts\`, \`e2e/specs/platform-table.spec.ts\`). On real iPads, iPhones, Macs,
Android devices and in Firefox nothing of it was tried.
`;

/** PLATFORMS.md: the same rows as on the screen, for those who read the repository. */
export function platformDoc(): string {
  const head = ['', ...platforms.map((platform) => words[`platform.on.${platform}`])];
  const tables = platformGroups.map((group) =>
    [
      `## ${words[`platform.group.${group.group}`]}`,
      '',
      line([...head, 'With it', 'Without it', 'Source']),
      line(Array.from({ length: head.length + 3 }, () => '---')),
      ...rowsOf(group).map(rowLine),
      '',
    ].join('\n'),
  );
  return [intro, ...tables].join('\n');
}

function rowLine({ key, since, source }: PlatformRow): string {
  return line([
    words[`platform.${key}.name`],
    ...since.map((version) => version ?? '–'),
    words[`platform.${key}.with`],
    words[`platform.${key}.without`],
    `\`${source}\``,
  ]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
