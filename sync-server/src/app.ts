import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { authenticate, type AccessVariables } from './access/authenticate.ts';
import { rateLimit } from './access/rate-limit.ts';
import type { AppDependencies } from './app-dependencies.ts';
import { MediumFullError } from './archive/blob-store/blob-store.ts';
import { dicomwebRoutes } from './dicomweb/routes.ts';
import { problem } from './problem.ts';
import { BodyFault } from './request-body.ts';
import { securityHeaders } from './security-headers.ts';
import { serveApp } from './serve-app.ts';
import { syncRoutes } from './sync/routes.ts';

/** The whole server as one function from requests to answers; it opens no port and reads no environment. */
export function createApp(deps: AppDependencies): Hono<{ Variables: AccessVariables }> {
  const app = new Hono<{ Variables: AccessVariables }>();
  app.use('*', (_context, next) => deps.running.during(next));
  app.use('*', securityHeaders(deps.secure));
  app.use(
    '/dicom-web/*',
    rateLimit(deps.rateLimitPerSecond, () => deps.now().getTime(), addressOf),
  );
  app.use(
    '/sync/*',
    rateLimit(deps.rateLimitPerSecond, () => deps.now().getTime(), addressOf),
  );
  app.get('/healthz', (context) =>
    context.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }),
  );
  app.use('/dicom-web/*', authenticate(deps.archive.index, deps.now));
  app.route('/dicom-web', dicomwebRoutes(deps));
  app.route('/sync/v1', syncRoutes(deps));
  app.all('/sync/*', (context) => problem(context, 'NOT_FOUND'));
  if (deps.webFolder === null) app.all('*', (context) => problem(context, 'NOT_FOUND'));
  else app.all('*', serveApp(deps.webFolder));
  app.onError((error, context) => {
    // The rest of the body is still on its way, or never will be: the connection cannot be used again.
    if (error instanceof BodyFault)
      return problem(context, error.code, { headers: { Connection: 'close' } });
    if (error instanceof MediumFullError) return problem(context, 'SERVER_FULL');
    // The message may quote the request: only the kind of fault and the place in our code are logged.
    const place = error.stack?.split('\n')[1]?.trim() ?? '';
    deps.log('fault', { error: error.name, place });
    return problem(context, 'SERVER_ERROR');
  });
  return app;
}

function addressOf(context: Context): string {
  // Without a socket (a test calls the app as a function) every request is of one address.
  if (context.env === undefined || !('incoming' in (context.env as object))) return 'local';
  return getConnInfo(context).remote.address ?? 'unknown';
}
