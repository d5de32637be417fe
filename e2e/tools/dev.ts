/**
 * `npm run dev`: the server, started anew when its files change, and Vite in front of it with the app as
 * sources. There is no service worker and no content security policy here: `npm start` shows both.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

function run(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
}

const children = [
  run([
    '--watch-path=sync-server/src',
    '--watch-path=shared/src',
    'sync-server/run.mjs',
    'sync-server/src/main.ts',
  ]),
  run(['node_modules/vite/bin/vite.js', '--config', 'vite.config.ts']),
];
let isStopping = false;
function stop(): void {
  if (isStopping) return;
  isStopping = true;
  for (const child of children) child.kill('SIGTERM');
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const child of children) {
  child.on('exit', (code) => {
    // One without the other is of no use, and a failure should be seen as one.
    if (!isStopping) process.exitCode = code ?? 1;
    stop();
  });
}
