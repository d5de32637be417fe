import { Hono } from 'hono';
import type { Context } from 'hono';
import { parseDicomwebPath, type DicomwebPath } from '#shared/dicomweb/wado-path.ts';
import type { AccessVariables } from '../access/authenticate.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { problem } from '../problem.ts';
import { bulkData } from './bulk-data.ts';
import { metadata, retrieve } from './retrieve.ts';
import { retrieveFrames } from './retrieve-frames.ts';
import { search } from './search.ts';
import { stow } from './store.ts';

type Environment = { Variables: AccessVariables };

/** DICOMweb below `/dicom-web` (PS3.18 10): STOW-RS, QIDO-RS, WADO-RS. */
export function dicomwebRoutes(deps: AppDependencies): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.on(['GET', 'HEAD'], '/*', (context) => {
    const path = pathOf(context);
    if (typeof path === 'string') {
      return problem(
        context,
        path === 'FRAMES_INVALID'
          ? 'FRAME_LIST_INVALID'
          : path === 'UID_INVALID'
            ? 'QUERY_INVALID'
            : 'NOT_FOUND',
      );
    }
    return answer(context, deps, path);
  });
  routes.post('/*', (context) => {
    const path = pathOf(context);
    if (typeof path === 'string') return problem(context, 'NOT_FOUND');
    const isStudies = path.view === 'studies' && path.study === undefined;
    const isStudy = path.view === 'self' && path.study !== undefined && path.series === undefined;
    return isStudies || isStudy
      ? stow(context, deps, path.study)
      : problem(context, 'METHOD_NOT_ALLOWED');
  });
  routes.all('/*', (context) =>
    problem(context, 'METHOD_NOT_ALLOWED', { headers: { Allow: 'GET, HEAD, POST' } }),
  );
  return routes;
}

function pathOf(context: Context): ReturnType<typeof parseDicomwebPath> {
  return parseDicomwebPath(
    new URL(context.req.url).pathname.replace(/^\/dicom-web/, '').replace(/\/$/, ''),
  );
}

function answer(
  context: Context,
  deps: AppDependencies,
  path: DicomwebPath,
): Response | Promise<Response> {
  switch (path.view) {
    case 'studies':
    case 'series':
    case 'instances':
      return search(context, deps, path);
    case 'self':
      return retrieve(context, deps, path);
    case 'metadata':
      return metadata(context, deps, path);
    case 'frames':
      return retrieveFrames(context, deps, path);
    case 'bulkdata':
      return bulkData(context, deps, path);
    case 'rendered':
    case 'thumbnail':
      return problem(context, 'NOT_FOUND', {
        detail: 'Rendered resources are not offered by this server.',
      });
  }
}
