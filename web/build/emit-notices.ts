import type { Plugin } from 'vite';
import { thirdPartyNotices } from './third-party-notices.ts';

/** Ships the licences of everything in the app with it, readable offline from the settings. */
export function emitNotices(packageRoot: string): Plugin {
  return {
    name: 'satchel-notices',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'third-party-notices.txt',
        source: thirdPartyNotices(packageRoot),
      });
    },
    configureServer(server) {
      server.middlewares.use('/third-party-notices.txt', (_request, response) => {
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        response.end(thirdPartyNotices(packageRoot));
      });
    },
  };
}
