import type { Archive } from '../../archive/archive.ts';
import { currentPerson } from '../../archive/people.ts';
import { editFleetingSetting, personSettingName, readSetting } from '../../archive/settings.ts';
import { parseSavedView, parseTextLevel, type SavedView } from '../state/saved-view.ts';
import type { TextLevel } from '../state/viewer-state.ts';

/** How a person left the studies they have not closed, and how much text they like over an image. */
export interface LeftViews {
  readonly textLevel: TextLevel | null;
  /** By the study's key, the one left last at the end. */
  readonly studies: readonly (readonly [studyKey: string, view: SavedView])[];
}

const nothing: LeftViews = { textLevel: null, studies: [] };
/** More than this nobody has open at once; the oldest are forgotten. */
const studiesMax = 12;

/** The name of the setting of whoever uses the device now: sealed, and nobody else's. */
export async function leftViewsOfPerson(archive: Archive): Promise<string> {
  const person = await currentPerson(archive);
  return personSettingName((person.ok ? person.value?.id : null) ?? 'nobody', 'viewer.left');
}

/** What the person who uses the device left; nothing where nothing can be read: a study must open all the same. */
export async function readLeftViews(archive: Archive): Promise<LeftViews> {
  const setting = await readSetting(archive, await leftViewsOfPerson(archive));
  return setting.ok ? parseLeftViews(setting.value) : nothing;
}

/**
 * Keeps how a study looks now in the setting `name`; null when the person has closed it. The name is that of the
 * person who looks at it: after a hand-over another one uses the device, and what is theirs must not be written.
 */
export async function saveLeftView(
  archive: Archive,
  name: string,
  studyKey: string,
  view: SavedView | null,
  textLevel: TextLevel,
): Promise<void> {
  await editFleetingSetting(archive, name, (value) => {
    const others = parseLeftViews(value).studies.filter(([key]) => key !== studyKey);
    const studies = view === null ? others : [...others, [studyKey, view] as const];
    return { textLevel, studies: studies.slice(-studiesMax) };
  });
}

function parseLeftViews(value: unknown): LeftViews {
  if (typeof value !== 'object' || value === null) return nothing;
  const { textLevel, studies } = value as Readonly<Record<string, unknown>>;
  const pairs: readonly unknown[] = Array.isArray(studies) ? studies : [];
  return {
    textLevel: parseTextLevel(textLevel),
    studies: pairs.flatMap((pair) => {
      if (!Array.isArray(pair) || typeof pair[0] !== 'string') return [];
      const view = parseSavedView(pair[1]);
      return view === null ? [] : [[pair[0], view] as const];
    }),
  };
}
