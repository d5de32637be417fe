import { open, readdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Context, MiddlewareHandler } from 'hono';
import { streamOf } from './dicomweb/bytes-answer.ts';
import { problem } from './problem.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.zip': 'application/zip',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Serves the built app. The list of files is read once: a request can name one of them or none, so no path
 * from outside ever reaches the disk. Any other address of a navigation is the app's own route.
 */
export async function serveApp(webFolder: string): Promise<MiddlewareHandler> {
  const files = new Map<string, string>();
  for (const entry of await readdir(webFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(`/${path.relative(webFolder, file).split(path.sep).join('/')}`, file);
  }
  return async (context) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD')
      return problem(context, 'METHOD_NOT_ALLOWED');
    const name = context.req.path === '/' ? '/index.html' : context.req.path;
    const file = files.get(name);
    if (file !== undefined) return answer(context, files, name, file);
    const index = files.get('/index.html');
    const isRoute =
      index !== undefined && !name.startsWith('/assets/') && !path.posix.extname(name);
    return isRoute ? answer(context, files, '/index.html', index) : problem(context, 'NOT_FOUND');
  };
}

async function answer(
  context: Context,
  files: ReadonlyMap<string, string>,
  name: string,
  file: string,
): Promise<Response> {
  const accepted = context.req.header('Accept-Encoding') ?? '';
  const packed = accepted.includes('gzip') ? files.get(`${name}.gz`) : undefined;
  const handle = await open(packed ?? file, 'r');
  const { size, mtimeMs } = await handle.stat();
  const etag = `"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`;
  const headers: Record<string, string> = {
    'Content-Type': mediaTypes[path.extname(name)] ?? 'application/octet-stream',
    // Names under assets/ carry a digest of their content; everything else is asked for anew each time.
    'Cache-Control': name.startsWith('/assets/')
      ? 'public, max-age=31536000, immutable'
      : 'no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
  };
  if (packed !== undefined) headers['Content-Encoding'] = 'gzip';
  if (context.req.header('If-None-Match') === etag)
    return close(handle, context.body(null, 304, headers));
  headers['Content-Length'] = String(size);
  if (context.req.method === 'HEAD') return close(handle, context.body(null, 200, headers));
  const source = {
    byteLength: size,
    async read(byteOffset: number, byteLength: number): Promise<Uint8Array> {
      const bytes = new Uint8Array(byteLength);
      await handle.read(bytes, 0, byteLength, byteOffset);
      return bytes;
    },
  };
  return context.body(
    streamOf(source, 0, size, () => handle.close()),
    200,
    headers,
  );
}

async function close(handle: FileHandle, response: Response): Promise<Response> {
  await handle.close();
  return response;
}
