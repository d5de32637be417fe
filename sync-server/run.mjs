// The one door into every TypeScript entry point: plain JavaScript, so that an old Node can say
// what is wrong instead of stumbling over type annotations.
// Usage: node sync-server/run.mjs <entry.ts> [arguments]
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Satchel needs Node 24 and found ${process.versions.node}. Run \`npm ci\` once: it brings its own ` +
      'Node into this folder, and `npm start` then uses it. If that Node is missing, npm was told not to ' +
      'run install scripts: `npm rebuild node` puts it in place.',
  );
  process.exit(1);
}
const { pathToFileURL } = await import('node:url');
const path = await import('node:path');
const [, , entry, ...rest] = process.argv;
if (entry === undefined) {
  console.error('Usage: node sync-server/run.mjs <entry.ts> [arguments]');
  process.exit(1);
}
const file = path.resolve(entry);
process.argv = [process.argv[0], file, ...rest];
await import(pathToFileURL(file).href);
