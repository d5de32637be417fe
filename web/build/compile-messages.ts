import { pathToFileURL } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Plugin } from 'vite';

const messageFile = /\/web\/src\/app\/messages\/(en|de)\/[a-z-]+\.ts$/;

/** Marks what ICU would interpret: without it a message is its own text. */
const icuSyntax = /[{}']/;

/**
 * Turns ICU messages with arguments into their syntax trees when the app is built, so that it ships
 * the formatter without the parser (7 kB), and a mistake in a message ends the build, not a screen.
 */
export function compileMessages(): Plugin {
  return {
    name: 'satchel-compile-messages',
    enforce: 'pre',
    config: (_config, { command }) =>
      command === 'build' ? { resolve: { alias: parserAlias } } : undefined,
    async load(id) {
      if (!messageFile.test(id)) return null;
      this.addWatchFile(id);
      const version = Date.now();
      const exported = (await import(`${pathToFileURL(id).href}?v=${version}`)) as Messages;
      const lines = Object.entries(exported).map(
        ([name, messages]) => `export const ${name} = ${JSON.stringify(compiled(messages))};`,
      );
      return { code: lines.join('\n'), moduleType: 'js' };
    },
  };
}

type Messages = Readonly<Record<string, Readonly<Record<string, string>>>>;

const parserAlias = {
  '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js',
};

function compiled(messages: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      key,
      icuSyntax.test(message)
        ? new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()
        : message,
    ]),
  );
}
