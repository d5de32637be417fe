import { chmodSync, rmSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import type { ArchiveIndex } from './archive/index/archive-index.ts';
import { runCommand, type CommandAnswer } from './commands.ts';

const requestBytesMax = 64 * 1024;

/** Takes commands from this machine's user: one JSON list of arguments per connection, one JSON answer. */
export function listenForCommands(socketPath: string, index: ArchiveIndex): Promise<Server> {
  if (process.platform !== 'win32') rmSync(socketPath, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece: string) => {
      text += piece;
      if (text.length > requestBytesMax) socket.destroy();
    });
    socket.on('end', () => {
      answer(index, text).then(
        (whole) => socket.end(JSON.stringify(whole)),
        () => socket.destroy(),
      );
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, () => {
      if (process.platform !== 'win32') chmodSync(socketPath, 0o600);
      resolve(server);
    });
  });
}

async function answer(index: ArchiveIndex, text: string): Promise<CommandAnswer> {
  const args: unknown = JSON.parse(text);
  if (!Array.isArray(args)) throw new Error('a command is a list');
  return runCommand(index, args.map(String), new Date());
}

/** Asks the running server; null when none listens there. */
export function askServer(
  socketPath: string,
  args: readonly string[],
): Promise<CommandAnswer | null> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(socketPath);
    let text = '';
    socket.setEncoding('utf8');
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'].includes(error.code ?? '')) resolve(null);
      else reject(error);
    });
    socket.once('connect', () => socket.end(JSON.stringify(args)));
    socket.on('data', (piece: string) => (text += piece));
    socket.on('end', () => {
      if (text === '') reject(new Error('the server gave no answer'));
      else resolve(JSON.parse(text) as CommandAnswer);
    });
  });
}
