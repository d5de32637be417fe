import { useSyncExternalStore } from 'react';

/**
 * Where a person is: all of it in the address, so that a link, a reload and the back button work. Keys
 * are opaque; nothing about a patient is ever part of an address.
 */
export type Route =
  | { readonly screen: 'list' }
  | {
      readonly screen: 'study';
      readonly studyKey: string;
      readonly seriesNumber: number | null;
      readonly frameNumber: number | null;
    }
  | { readonly screen: 'patient'; readonly patientKey: string }
  | { readonly screen: PlainScreen }
  | { readonly screen: 'not-found' };

const plainScreens = [
  'import',
  'patients',
  'trash',
  'outbox',
  'pair',
  'settings',
  'platform',
  'gallery',
] as const;
type PlainScreen = (typeof plainScreens)[number];

const patientPath = /^\/patient\/([A-Za-z0-9_-]{1,128})\/?$/;
const studyPath = /^\/study\/([A-Za-z0-9_-]{1,128})\/?$/;

/** Never fails: an address that means nothing is a screen of its own. */
export function parseRoute(pathname: string, search: string): Route {
  if (pathname === '/' || pathname === '/index.html') return { screen: 'list' };
  const studyKey = studyPath.exec(pathname)?.[1];
  if (studyKey !== undefined) {
    const query = new URLSearchParams(search);
    return {
      screen: 'study',
      studyKey,
      seriesNumber: numberOf(query.get('series')),
      frameNumber: numberOf(query.get('frame')),
    };
  }
  const patientKey = patientPath.exec(pathname)?.[1];
  if (patientKey !== undefined) return { screen: 'patient', patientKey };
  const plain = plainScreens.find((screen) => pathname === `/${screen}`);
  return { screen: plain ?? 'not-found' };
}

function numberOf(text: string | null): number | null {
  return text !== null && /^[0-9]{1,9}$/.test(text) ? Number(text) : null;
}

export function pathOf(route: Route): string {
  switch (route.screen) {
    case 'list':
    case 'not-found':
      return '/';
    case 'study': {
      const query = new URLSearchParams();
      if (route.seriesNumber !== null) query.set('series', String(route.seriesNumber));
      if (route.frameNumber !== null) query.set('frame', String(route.frameNumber));
      const search = query.size === 0 ? '' : `?${query}`;
      return `/study/${route.studyKey}${search}`;
    }
    case 'patient':
      return `/patient/${route.patientKey}`;
    case 'import':
    case 'patients':
    case 'trash':
    case 'outbox':
    case 'pair':
    case 'settings':
    case 'platform':
    case 'gallery':
      return `/${route.screen}`;
  }
}

export function patientPathOf(patientKey: string): string {
  return pathOf({ screen: 'patient', patientKey });
}

export function studyPathOf(studyKey: string): string {
  return pathOf({ screen: 'study', studyKey, seriesNumber: null, frameNumber: null });
}

const listeners = new Set<() => void>();

const eraKey = 'satchel.era';

/**
 * A random word that every step of this tab's history carries; a new one at each hand-over. A browser forgets
 * no history: a step of another era leads to the list instead of to what somebody else had open.
 */
let era = keptEra();

function keptEra(): string {
  try {
    return sessionStorage.getItem(eraKey) ?? '';
  } catch {
    return '';
  }
}

const seatKey = 'satchel.seat';

/** Opened by an address, and not a step that this tab had been at before it was loaded anew. */
let isFreshAddress = typeof history === 'undefined' || (history.state === null && isGoneTo());

/** Not by a reload nor by a step back: a browser under load was seen to reload a step without its state. */
function isGoneTo(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return !(entry instanceof PerformanceNavigationTiming) || entry.type === 'navigate';
}

/** Opaque id of the person whose steps this tab's history holds, over a reload too; null where nobody's. */
export function ownerOfSteps(): string | null {
  try {
    return sessionStorage.getItem(seatKey);
  } catch {
    return null;
  }
}

/** A step from before this page was loaded, of which nobody knows whose it was. */
export function isNobodysStep(): boolean {
  return !isFreshAddress && ownerOfSteps() === null;
}

/** From now on the steps are this person's. */
export function ownSteps(personId: string): void {
  isFreshAddress = false;
  try {
    sessionStorage.setItem(seatKey, personId);
  } catch {
    // Refused: after a reload it is not known whose they are.
  }
}

function isOfAnotherEra(): boolean {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !('era' in state)) return false;
  return state.era !== era;
}

/** Leads to the list where this step was another person's; called at the start, too. */
export function leaveOtherEra(): void {
  if (isOfAnotherEra()) history.replaceState({ depth: 0, era }, '', '/');
  // Opened by an address: from now on it is a step of this era.
  else if (history.state === null) history.replaceState({ depth: 0, era }, '');
}

/** To the list, or to an address just opened; the steps of the one who has used the app until now lead nowhere any more. */
export function beginEra(): void {
  era = crypto.randomUUID();
  try {
    sessionStorage.setItem(eraKey, era);
  } catch {
    // Refused: it then holds until the page is loaded anew.
  }
  // An address that was opened while locked is nobody's step: whoever unlocks goes there.
  history.replaceState({ depth: 0, era }, '', isFreshAddress ? undefined : '/');
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const step = (): void => {
    leaveOtherEra();
    listener();
  };
  listeners.add(listener);
  window.addEventListener('popstate', step);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', step);
  };
}

/** `history.state.depth` counts the steps made inside the app: whether "back" stays inside it. */
function depth(): number {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !('depth' in state)) return 0;
  return typeof state.depth === 'number' ? state.depth : 0;
}

export function navigate(path: string, options: { readonly replace?: boolean } = {}): void {
  if (path === location.pathname + location.search) return;
  if (options.replace === true) {
    history.replaceState({ depth: depth(), era, from: cameFrom() }, '', path);
  } else history.pushState({ depth: depth() + 1, era, from: location.pathname }, '', path);
  for (const listener of listeners) listener();
}

/** The path of the screen that led to this one; empty where an address did. */
function cameFrom(): string {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !('from' in state)) return '';
  return typeof state.from === 'string' ? state.from : '';
}

/** Whether leaving a study leads to the list: to the patient, say, leads back who came from there. */
export function leadsToList(): boolean {
  const { screen } = parseRoute(cameFrom(), '');
  return depth() === 0 || screen === 'import' || screen === 'list';
}

/** Back from a study to where one came from; from one that was just added to the list, which holds it now. */
export function leaveStudy(): void {
  if (parseRoute(cameFrom(), '').screen === 'import') navigate('/', { replace: true });
  else leaveScreen();
}

/** Back to where one came from; to the list when the address was opened directly. */
export function leaveScreen(): void {
  if (depth() > 0) history.back();
  else navigate('/', { replace: true });
}

export function useRoute(): Route {
  const address = useSyncExternalStore(subscribe, () => location.pathname + location.search);
  const [pathname = '/', search = ''] = address.split(/(?=\?)/, 2);
  return parseRoute(pathname, search);
}

/** Plain links inside the app change the route instead of loading the app anew. */
export function followLinksInside(): () => void {
  const follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.target !== '' || link.hasAttribute('download')) return;
    if (link.origin !== location.origin) return;
    if (parseRoute(link.pathname, link.search).screen === 'not-found') return;
    event.preventDefault();
    // From a study to its patient and back: to the study, not to what lies above the patient.
    if (link.rel === 'prev' && studyPath.test(cameFrom())) history.back();
    else navigate(link.pathname + link.search);
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}
