/** The arrows of the house: who may import whom. A broken one fails `npm run check`. */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const test =
  '(\\.test\\.tsx?$|-suite\\.ts$|^shared/testing/|^(web|sync-server)/src/testing/|^e2e/)';

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'A cycle hides which part depends on which.',
      {},
      { circular: true, dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'resolvable',
      'An import that resolves nowhere is a broken build.',
      {},
      { couldNotResolve: true, pathNot: '^virtual:|\\?url$' },
    ),
    rule(
      'shared-stands-alone',
      'What browser, worker and server agree on knows none of them.',
      { path: '^shared/src' },
      { path: '^(web|sync-server|e2e)/' },
    ),
    rule(
      'shared-without-node',
      'Shared code runs in the browser too.',
      { path: '^shared/src', pathNot: test },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'shared-failure-is-the-ground',
      'failure imports nothing of ours.',
      { path: '^shared/src/failure' },
      { path: '^shared/src/(?!failure)' },
    ),
    rule(
      'shared-dicom-below-pixels',
      'The data set layer knows nothing of pixels, marks or sync.',
      { path: '^shared/src/dicom/', pathNot: test },
      { path: '^shared/src/(pixel|codec|annotation|dicomweb|sync|conformance)/' },
    ),
    rule(
      'shared-sync-on-top',
      'Only sync may look at everything below it.',
      { path: '^shared/src/(pixel|codec|annotation|dicomweb)/', pathNot: test },
      { path: '^shared/src/sync/' },
    ),
    rule(
      'shared-conformance-from-dicom',
      'Claims are tables over the dicom layer.',
      { path: '^shared/src/conformance/', pathNot: test },
      { path: '^shared/src/(?!dicom|conformance)' },
    ),
    rule(
      'web-not-server',
      'web and server meet in shared and over HTTP.',
      { path: '^web/' },
      { path: '^sync-server/' },
    ),
    rule(
      'server-not-web',
      'web and server meet in shared and over HTTP.',
      { path: '^sync-server/' },
      { path: '^web/' },
    ),
    rule(
      'no-feature-imports-feature',
      'Features meet in app.',
      { path: '^web/src/(study-list|import|export|viewer|annotations|patients|sync-status)/' },
      {
        path: '^web/src/(study-list|import|export|viewer|annotations|patients|sync-status)/',
        pathNot: '^web/src/$1/',
      },
    ),
    rule(
      'features-not-app',
      'app composes features, not the other way round.',
      {
        path: '^web/src/(study-list|import|export|viewer|annotations|patients|sync-status|live|archive|ui|sync|codecs|workers)/',
      },
      { path: '^web/src/(app|main)' },
    ),
    rule(
      'ui-knows-nothing',
      'Buttons and dialogs know no DICOM.',
      { path: '^web/src/ui/' },
      { path: '^(web/src/(?!ui)|shared/)' },
    ),
    rule(
      'archive-is-the-ground',
      'The archive knows no screen, no worker, no network.',
      { path: '^web/src/archive/', pathNot: test },
      { path: '^web/src/(?!archive)' },
    ),
    rule(
      'live-above-archive',
      'Hooks look at the archive and at worker clients.',
      { path: '^web/src/live/', pathNot: test },
      { path: '^web/src/(?!live|archive|workers/[^/]+/[^/]+-(client|api)\\.ts)' },
    ),
    rule(
      'workers-by-client',
      'Workers are reached through their client, types through their api.',
      {
        path: '^web/src/(app|main|study-list|import|export|viewer|annotations|patients|sync-status|live)',
      },
      { path: '^web/src/workers/', pathNot: '-(client|api)\\.ts$' },
    ),
    rule(
      'workers-without-react',
      'A worker has no screen.',
      { path: '^web/src/(workers|sync|codecs|archive)/', pathNot: test },
      { path: 'node_modules/(react|react-dom|react-aria-components|lucide-react)/' },
    ),
    rule(
      'routes-see-interfaces',
      'Only main wires SQLite and files.',
      { path: '^sync-server/src/(dicomweb|sync|access|app)', pathNot: test },
      { path: '^(node:)?sqlite$|sync-server/src/archive/.*(sqlite|file)-' },
    ),
    rule(
      'door-dicom-parser',
      'One door per library.',
      { pathNot: '^shared/src/dicom/' },
      { path: 'node_modules/dicom-parser/' },
    ),
    rule(
      'door-dexie',
      'One door per library.',
      { pathNot: '^web/src/(archive|live)/' },
      { path: 'node_modules/dexie/' },
    ),
    rule(
      'door-comlink',
      'One door per library.',
      { pathNot: '^web/src/workers/' },
      { path: 'node_modules/comlink/' },
    ),
    rule(
      'door-workbox',
      'One door per library.',
      { pathNot: '^(web/src/(service-worker|app)|e2e/bench/empty-app)/' },
      { path: 'node_modules/workbox' },
    ),
    rule(
      'door-hono',
      'One door per library.',
      { pathNot: '^(sync-server|e2e)/' },
      { path: 'node_modules/(hono|@hono)/' },
    ),
    rule(
      'door-zip',
      'One door per library.',
      {
        pathNot: '^(web/src/workers/(ingest|export)|web/build|shared/testing|e2e)/|^vite.config.ts',
      },
      { path: 'node_modules/@zip\\.js/' },
    ),
    rule(
      'nothing-imports-tests',
      'Test code is not product code.',
      { pathNot: `${test}|^vite.config.ts|^web/build/` },
      { path: '(\\.test\\.tsx?$|^shared/testing/|^(web|sync-server)/src/testing/|^e2e/)' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.satchel)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'web/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
