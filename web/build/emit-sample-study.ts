import type { Plugin } from 'vite';
import { sampleFiles } from '../../shared/testing/sample-study.ts';
import { zipOf } from './zip-of.ts';

async function sampleZip(): Promise<Uint8Array> {
  const files = await sampleFiles();
  return zipOf(files.map(({ fileName, bytes }) => ({ path: fileName, bytes })));
}

/** Makes the synthetic sample study at build time, with the generator that the tests use. */
export function emitSampleStudy(): Plugin {
  return {
    name: 'satchel-sample-study',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'sample-study.zip', source: await sampleZip() });
    },
    configureServer(server) {
      server.middlewares.use('/sample-study.zip', (_request, response, next) => {
        sampleZip().then((zip) => response.end(zip), next);
      });
    },
  };
}
