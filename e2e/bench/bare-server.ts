/**
 * The physical limit that the server is measured against: takes a body, writes it to a file, flushes it,
 * answers; gives files back as streams. No index, no checks, no identity. Prints its port.
 */
import { createReadStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';

const folder = process.argv[2] ?? '';
mkdirSync(folder, { recursive: true });
const answer = JSON.stringify(Array.from({ length: 50 }, () => ({ '0020000D': { vr: 'UI' } })));
let count = 0;

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    if (request.url === '/list') {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(answer);
      return;
    }
    createReadStream(path.join(folder, '0'), { highWaterMark: 256 * 1024 }).pipe(response);
    return;
  }
  const file = path.join(folder, String(count));
  count += 1;
  const store = async (): Promise<void> => {
    const handle = await open(file, 'w');
    for await (const bytes of request) await handle.write(bytes as Buffer);
    await handle.sync();
    await handle.close();
    response.writeHead(200).end();
  };
  store().catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});
