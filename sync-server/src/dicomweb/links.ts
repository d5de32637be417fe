import type { Context } from 'hono';
import { instancePath } from '#shared/dicomweb/wado-path.ts';
import type { AppDependencies } from '../app-dependencies.ts';

/** The absolute DICOMweb base of this server, as the client can reach it. */
export function dicomwebBase(context: Context, deps: Pick<AppDependencies, 'publicUrl'>): string {
  return `${deps.publicUrl ?? new URL(context.req.url).origin}/dicom-web`;
}

/** RetrieveURL of a study, series or instance. */
export function retrieveUrl(
  base: string,
  study: string,
  series?: string,
  instance?: string,
): string {
  return `${base}${instancePath(study, series, instance)}`;
}
