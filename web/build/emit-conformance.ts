import type { Plugin } from 'vite';
import { claimTables, conformanceChapters } from './conformance/statement.ts';
import { statementPage } from './conformance/statement-page.ts';

/** Ships the DICOM Conformance Statement with the app: readable offline from the settings, and from the server. */
export function emitConformance(version: string): Plugin {
  const page = (): string => statementPage(conformanceChapters(claimTables, version), version);
  return {
    name: 'satchel-conformance',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'conformance.html', source: page() });
    },
    configureServer(server) {
      server.middlewares.use('/conformance.html', (_request, response) => {
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.end(page());
      });
    },
  };
}
