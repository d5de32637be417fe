import type { Context } from 'hono';
import type { ScopeAnswer, ScopeHead, ScopeRequest } from '#shared/sync/protocol.ts';
import type { Environment } from '../access/authenticate.ts';
import type { AppDependencies } from '../app-dependencies.ts';
import { problem } from '../problem.ts';
import { readJson, scopeRequest } from './bodies.ts';

type Index = Pick<AppDependencies, 'archive' | 'hub'>;

/** The end of a device's list as the device was last shown it, and up to where it pulled what is owed. */
export interface ShownScope extends ScopeHead {
  readonly pulled: number;
}

/** The end of a device's list with a mark that only a server can make that holds that very entry. */
export function scopeHead(
  hub: AppDependencies['hub'],
  deviceId: string,
  { seq, name }: { readonly seq: number; readonly name: string },
): ScopeHead {
  return { seq, mark: seq === 0 ? '' : hub.feedMark(seq, `carried ${deviceId} ${name}`) };
}

/** Whether this index still holds what the device was shown: an older one that came back does not ([SCOPE6]). */
export async function knowsScope(
  { archive, hub }: Index,
  deviceId: string,
  { seq, mark }: ScopeHead,
): Promise<boolean> {
  if (seq === 0) return true;
  const name = await archive.index.carriedNameAt(deviceId, seq);
  return name !== null && scopeHead(hub, deviceId, { seq, name }).mark === mark;
}

/** The device names studies that it carries from now on ([SCOPE2]). */
export async function carryStudies(
  context: Context<Environment>,
  deps: AppDependencies,
): Promise<Response> {
  const body = await readJson(context, scopeRequest, deps.stallTimeoutMs);
  if (!body.ok) return problem(context, body.failure);
  const { add, isTold }: ScopeRequest = body.value;
  const { deviceId } = context.get('token');
  const end = await deps.archive.index.carryStudies(deviceId, { uids: add, isTold });
  const { hubEpoch } = deps.hub.identity;
  // The feed that waits for this device has something to tell: what is owed.
  deps.wake.notify();
  const scope = scopeHead(deps.hub, deviceId, end);
  return context.json({ hubEpoch, scope } satisfies ScopeAnswer);
}
