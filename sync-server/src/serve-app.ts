import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
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
 * Serves the built app. A request can name one of the files that are there or none, so no path from outside
 * ever reaches the disk; the list is read anew when a build has changed it. Any other address of a
 * navigation is the app's own route.
 */
export function serveApp(webFolder: string): MiddlewareHandler {
  const currentFiles = fileList(webFolder);
  return async (context) => {
    // The service worker takes what other apps share. Without one nothing can be kept: the page says so.
    if (context.req.method === 'POST' && context.req.path === '/share')
      return context.redirect('/import?shared=lost', 303);
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD')
      return problem(context, 'METHOD_NOT_ALLOWED');
    const files = await currentFiles();
    const name = context.req.path === '/' ? '/index.html' : context.req.path;
    if (files.has(name)) return answer(context, files, name);
    const isRoute = !name.startsWith('/assets/') && !path.posix.extname(name);
    if (!isRoute && name !== '/index.html') return problem(context, 'NOT_FOUND');
    return files.has('/index.html')
      ? answer(context, files, '/index.html')
      : problem(context, 'APP_BUILDING', { headers: { 'Retry-After': '5' } });
  };
}

/** Written when a build is done, taken away when one begins. */
const stampName = '.built-from';

/** The app's files by their addresses: as they were until the page or the build's stamp changes. */
function fileList(webFolder: string): () => Promise<ReadonlyMap<string, string>> {
  let known = { stamp: '', files: Promise.resolve<ReadonlyMap<string, string>>(new Map()) };
  return async () => {
    const [page, built] = await Promise.all([
      stampOf(path.join(webFolder, 'index.html')),
      stampOf(path.join(webFolder, stampName)),
    ]);
    // Without the stamp a build may be running: the list is then good for a second.
    const stamp = `${page} ${built ?? Math.trunc(Date.now() / 1000)}`;
    if (stamp !== known.stamp) known = { stamp, files: readFiles(webFolder) };
    return known.files;
  };
}

async function stampOf(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  return found === null ? null : `${found.ino}-${found.size}-${found.mtimeMs}`;
}

async function readFiles(webFolder: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const options = { recursive: true, withFileTypes: true } as const;
  for (const entry of await readdir(webFolder, options).catch(() => [])) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(`/${path.relative(webFolder, file).split(path.sep).join('/')}`, file);
  }
  return files;
}

async function answer(
  context: Context,
  files: ReadonlyMap<string, string>,
  name: string,
): Promise<Response> {
  const accepted = context.req.header('Accept-Encoding') ?? '';
  const packed = accepted.includes('gzip') ? files.get(`${name}.gz`) : undefined;
  // A build may take a file away between the list and this moment.
  const handle = await open(packed ?? files.get(name) ?? '', 'r').catch(() => null);
  if (handle === null) return problem(context, 'NOT_FOUND');
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
