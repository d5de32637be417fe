import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { askServer } from './command-socket.ts';
import { runCommand, type CommandAnswer } from './commands.ts';
import { DataFolderError, dataFolderError, DataFolderInUseError } from './data-folder-failure.ts';
import { commandSocketPath, openDataFolder } from './data-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Browser and generator tools: spawned, so that the server's code never depends on them. */
const tools = new Set(['seed', 'doctor', 'dump']);

async function run(args: readonly string[]): Promise<number> {
  const [name = ''] = args;
  if (tools.has(name)) return runTool(name, args.slice(1));
  const config = readConfig(process.env);
  if (!config.ok) {
    process.stderr.write(`${config.failure.sentence}\n`);
    return 2;
  }
  const { dataFolder } = config.value;
  const asked = await askServer(commandSocketPath(dataFolder), args).catch((error: unknown) => {
    throw dataFolderError(dataFolder, error) ?? error;
  });
  const answer = asked ?? (await runAlone(dataFolder, args));
  process.stdout.write(answer.stdout);
  process.stderr.write(answer.stderr);
  return answer.exitCode;
}

async function runAlone(dataFolder: string, args: readonly string[]): Promise<CommandAnswer> {
  try {
    const open = await openDataFolder(dataFolder);
    try {
      return await runCommand(open.archive.index, args, new Date());
    } finally {
      await open.close();
    }
  } catch (error) {
    if (!(error instanceof DataFolderInUseError)) throw error;
    const stderr =
      'The data folder is in use by a server that is just starting or stopping; try again in a moment.\n';
    return { stdout: '', stderr, exitCode: 1 };
  }
}

function runTool(name: string, args: readonly string[]): Promise<number> {
  const entry = ['sync-server/run.mjs', `e2e/tools/${name}.ts`, ...args];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, entry, { cwd: root, stdio: 'inherit' });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

process.umask(0o077);
process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof DataFolderError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return 2;
});
