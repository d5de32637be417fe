import { existsSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { hostname } from 'node:os';
import path from 'node:path';
import { serve, type ServerType } from '@hono/node-server';
import { createChangeSignal, createRunningWork, type AppDependencies } from './app-dependencies.ts';
import { createApp } from './app.ts';
import { recoverIndex } from './archive/reindex.ts';
import { openHub } from './archive/hub-identity.ts';
import { createDecodePool } from './codecs/decode-pool.ts';
import { listenForCommands } from './command-socket.ts';
import { readConfig, type Config } from './config.ts';
import { DataFolderError, dataFolderError } from './data-folder-failure.ts';
import { commandSocketPath, openDataFolder } from './data-folder.ts';

/** A start that cannot succeed, as one sentence. */
class StartError extends Error {}

/** Requests that are nearly done may finish; what still runs then is cut, and its device sends again. */
const graceMs = 3000;
/** A request that was cut needs moments to let go of the archive. */
const letGoMs = 5000;
/** No byte in either direction for so long: longer than any poll or body may wait. */
const idleSocketMs = 120_000;
const stallTimeoutMs = 60_000;

async function start(config: Config): Promise<void> {
  const folder = await openDataFolder(config.dataFolder);
  const hub = await inFolder(config.dataFolder, async () => {
    await recoverIndex(folder.archive);
    return openHub(folder.archive.index, config.dataFolder, hostname());
  });
  const webFolder = existsSync(path.join(config.webFolder, 'index.html')) ? config.webFolder : null;
  const decoder = createDecodePool();
  const deps: AppDependencies = {
    decoder,
    archive: folder.archive,
    hub,
    now: () => new Date(),
    publicUrl: config.publicUrl,
    rateLimitPerSecond: config.rateLimitPerSecond,
    running: createRunningWork(),
    stallTimeoutMs,
    secure: config.tls !== null,
    webFolder,
    wake: createChangeSignal(),
    log,
  };
  const app = createApp(deps);
  const server = await listen(config, app.fetch);
  const commands = await inFolder(config.dataFolder, () =>
    listenForCommands(commandSocketPath(config.dataFolder), folder.archive.index),
  );
  greet(config, webFolder !== null);
  stopOnSignal(async () => {
    commands.close();
    deps.wake.close();
    await closeServer(server);
    // The sockets are gone: requests that ran fail at their next byte and leave the archive.
    const isIdle = await deps.running.idle(letGoMs);
    if (!isIdle) log('requests were still running at the end');
    await decoder.close();
    await folder.close();
  });
}

/** Does a step of the start in the data folder; what the folder is to blame for becomes a sentence. */
async function inFolder<Value>(folder: string, step: () => Promise<Value>): Promise<Value> {
  return step().catch((error: unknown) => {
    throw dataFolderError(folder, error) ?? error;
  });
}

/** Ends by SIGINT or SIGTERM, once; the process exits whatever still holds it. */
function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const begin = (): void => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', begin);
  process.on('SIGTERM', begin);
}

/** Takes no more connections, lets running answers end for a while, then cuts. */
function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = (): void => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    };
    const timer = setTimeout(cut, graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

function listen(config: Config, fetch: Parameters<typeof serve>[0]['fetch']): Promise<ServerType> {
  const common = { fetch, port: config.port, hostname: config.host };
  // Slow headers and giant ones are cut; bodies may take as long as a field uplink needs.
  const limits = {
    headersTimeout: 20_000,
    requestTimeout: 0,
    maxHeaderSize: 32 * 1024,
    noDelay: true,
  };
  return new Promise((resolve, reject) => {
    const server =
      config.tls === null
        ? serve({ ...common, createServer: createHttpServer, serverOptions: limits }, () =>
            resolve(server),
          )
        : serve(
            {
              ...common,
              createServer: createHttpsServer,
              serverOptions: { ...limits, ...config.tls },
            },
            () => resolve(server),
          );
    server.setTimeout(idleSocketMs);
    server.once('error', (error: NodeJS.ErrnoException) => {
      const place = `${config.host}:${config.port}`;
      if (error.code === 'EADDRINUSE') {
        reject(
          new StartError(
            `${place} is in use by another program; set SATCHEL_PORT to another port.`,
          ),
        );
      } else if (error.code === 'EACCES') {
        reject(
          new StartError(
            `${place} may not be used by this account; set SATCHEL_PORT to a port above 1023.`,
          ),
        );
      } else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
        reject(
          new StartError(
            `${config.host} is no address of this machine; set SATCHEL_HOST to one that is.`,
          ),
        );
      } else reject(error);
    });
  });
}

function greet(config: Config, hasApp: boolean): void {
  const scheme = config.tls === null ? 'http' : 'https';
  const host = config.host === '127.0.0.1' || config.host === '::1' ? 'localhost' : config.host;
  const address = config.publicUrl ?? `${scheme}://${host}:${config.port}`;
  const lines = [
    '',
    `Satchel is ready at ${address}`,
    `Everything it keeps lies in ${config.dataFolder}`,
    'To pair a device: npm run -s satchel -- pair',
    'Ctrl-C ends it.',
  ];
  if (!hasApp)
    lines.splice(2, 0, 'The web app is not built: only the interfaces answer. Run npm run build.');
  process.stdout.write(`${lines.join('\n')}\n`);
  for (const warning of config.warnings) process.stderr.write(`${warning}\n`);
}

/** One JSON line an event; fields are counts, codes and ids of our own, never anything of a patient. */
function log(event: string, fields: Readonly<Record<string, string | number>> = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`);
}

// Everything that is made here is this account's alone: files, folders, the command socket.
process.umask(0o077);
const config = readConfig(process.env);
if (config.ok) {
  await start(config.value).catch((error: unknown) => {
    if (!(error instanceof StartError || error instanceof DataFolderError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  });
} else {
  process.stderr.write(`${config.failure.sentence}\n`);
  process.exit(2);
}
