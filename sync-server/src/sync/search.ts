import type { Context } from 'hono';
import { searchFold } from '#shared/dicom/person-name.ts';
import type { SearchAnswer, SearchRequest } from '#shared/sync/protocol.ts';
import type { Environment } from '../access/authenticate.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import type { StudyPlace } from '../archive/index/archive-index.ts';
import { problem } from '../problem.ts';
import { readJson, searchRequest } from './bodies.ts';

/** Finds studies of all that the server has, whatever the device carries; nothing of it is logged. */
export async function searchStudies(
  context: Context<Environment>,
  deps: AppDependencies,
): Promise<Response> {
  const body = await readJson(context, searchRequest, deps.stallTimeoutMs);
  if (!body.ok) return problem(context, body.failure);
  const { text, limit, after }: SearchRequest = body.value;
  const words = searchFold(text)
    .split(' ')
    .filter((word) => word !== '');
  // One more than asked for tells whether there are more.
  const finding = { words, after: placeOf(after), limit: limit + 1 };
  const found = await deps.archive.index.findStudies(finding);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1)?.place : undefined;
  return context.json({
    studies: shown.map(({ hit, isCorrected }) => ({
      StudyInstanceUID: hit.StudyInstanceUID,
      attributes: hit.dataset,
      isCorrected,
    })),
    next: last === undefined ? null : `${last.id}.${last.StudyDate}`,
  } satisfies SearchAnswer);
}

function placeOf(after: string | null): StudyPlace | null {
  if (after === null) return null;
  // Files say what they like as a date: what follows the number is taken as it is.
  const dot = after.indexOf('.');
  return { StudyDate: after.slice(dot + 1), id: Number(after.slice(0, dot)) };
}
