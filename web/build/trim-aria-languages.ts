import type { Plugin } from 'vite';

/** React Aria brings its few spoken words in some 30 languages; the app speaks these. */
const spoken = /\/intl\/.*\/(en-US|de-DE)\.(mjs|js)$/;
const anyLanguage =
  /\/react-(aria|stately|aria-components)\/.*\/intl\/.*\/[a-z]{2}-[A-Z]{2}\.(mjs|js)$/;

/** Leaves out the languages of React Aria that the app cannot be set to. */
export function trimAriaLanguages(): Plugin {
  return {
    name: 'satchel-trim-aria-languages',
    enforce: 'pre',
    apply: 'build',
    load(id) {
      return anyLanguage.test(id) && !spoken.test(id) ? 'export default {};' : null;
    },
  };
}
