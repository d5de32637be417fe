import { acquisitionAttributes } from './attributes-acquisition.ts';
import { identityAttributes } from './attributes-identity.ts';
import { imageAttributes } from './attributes-image.ts';

const attributes = { ...identityAttributes, ...acquisitionAttributes, ...imageAttributes };

/** An attribute keyword of PS3.6 that Satchel knows by name. */
export type Keyword = keyof typeof attributes;

const keywordByTag = new Map<string, Keyword>();
const vrByTag = new Map<string, string>();
const tagByKeyword: Record<string, string> = {};
for (const [keyword, text] of Object.entries(attributes)) {
  const tag = text.slice(0, 8);
  tagByKeyword[keyword] = tag;
  keywordByTag.set(tag, keyword as Keyword);
  vrByTag.set(tag, text.slice(9));
}

/** Keyword (PS3.6) → tag as 8 upper-case hex digits. Repeating groups stand with their first: `OverlayData` is 60003000. */
export const tags = tagByKeyword as Readonly<Record<Keyword, string>>;

/** Overlay and curve planes repeat in even groups 6000 to 601E and 5000 to 501E (PS3.5 7.6). */
function firstOfRepeatingGroup(tag: string): string {
  return /^(60|50)[01][02468ACE]/.test(tag) ? `${tag.slice(0, 2)}00${tag.slice(4)}` : tag;
}

/**
 * Tells the VR of a standard attribute for Implicit VR data sets, `US|SS`-like where it depends on the
 * data set; undefined for private and unknown tags. Group lengths are UL, private creators LO (PS3.5 7.2, 7.8.1).
 */
export function vrOf(tag: string): string | undefined {
  const known = vrByTag.get(tag) ?? vrByTag.get(firstOfRepeatingGroup(tag));
  if (known !== undefined) return known;
  if (tag.endsWith('0000')) return 'UL';
  if (isPrivateTag(tag) && /^....00[1-9A-F][0-9A-F]$/.test(tag)) return 'LO';
  return undefined;
}

/** Finds the keyword of a tag, or undefined. */
export function keywordOf(tag: string): Keyword | undefined {
  return keywordByTag.get(tag) ?? keywordByTag.get(firstOfRepeatingGroup(tag));
}

/** Finds the tag of a keyword that came as text (a query key), or undefined. */
export function tagOfKeyword(keyword: string): string | undefined {
  return Object.hasOwn(tagByKeyword, keyword) ? tagByKeyword[keyword] : undefined;
}

/** Private tags have an odd group number (PS3.5 7.8). */
export function isPrivateTag(tag: string): boolean {
  return (Number.parseInt(tag.slice(0, 4), 16) & 1) === 1;
}

/** Writes group and element number as the 8 upper-case hex digits used everywhere. */
export function tagText(group: number, element: number): string {
  return (group * 0x10000 + element).toString(16).toUpperCase().padStart(8, '0');
}
