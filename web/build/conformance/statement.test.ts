import { describe, expect, it } from 'vitest';
import { codecRegistry } from '#shared/codec/registry.ts';
import { transferSyntaxes } from '#shared/dicom/transfer-syntax.ts';
import { charsetOf, characterSetTerms } from '#shared/dicom/charset.ts';
import { claimTables, conformanceChapters, type ClaimTables } from './statement.ts';
import { statementPage } from './statement-page.ts';

function pageOf(changed: Partial<ClaimTables> = {}): string {
  return statementPage(conformanceChapters({ ...claimTables, ...changed }, '1.2.3'), '1.2.3');
}

const withoutLast = <Row>(rows: readonly Row[]): readonly Row[] => rows.slice(0, -1);

describe('the conformance statement (PS3.2)', () => {
  it('claims every row of the tables that the code uses', () => {
    const page = pageOf();
    for (const { uid } of transferSyntaxes) expect(page).toContain(`<td>${uid}</td>`);
    for (const { limits } of codecRegistry) expect(page).toContain(`<td>${limits}</td>`);
    for (const { uid } of claimTables.sopClasses) expect(page).toContain(`<td>${uid}</td>`);
    for (const { path } of claimTables.services) expect(page).toContain(`<td>${path}</td>`);
    for (const term of characterSetTerms) expect(page).toContain(`<td>${term}</td>`);
    for (const { variable } of claimTables.settings) expect(page).toContain(`<td>${variable}</td>`);
  });

  const changes: readonly (readonly [string, Partial<ClaimTables>, string])[] = [
    [
      'a SOP Class',
      { sopClasses: withoutLast(claimTables.sopClasses) },
      claimTables.sopClasses.at(-1)?.uid ?? '',
    ],
    [
      'a transfer syntax',
      { transferSyntaxes: withoutLast(claimTables.transferSyntaxes) },
      claimTables.transferSyntaxes.at(-1)?.uid ?? '',
    ],
    [
      'a service',
      { services: withoutLast(claimTables.services) },
      claimTables.services.at(-1)?.path ?? '',
    ],
    [
      'a character set',
      { characterSets: withoutLast(claimTables.characterSets) },
      claimTables.characterSets.at(-1) ?? '',
    ],
    [
      'a setting',
      { settings: withoutLast(claimTables.settings) },
      claimTables.settings.at(-1)?.variable ?? '',
    ],
  ];
  it.each(changes)('does not claim %s that is gone from its table', (_name, changed, claim) => {
    expect(pageOf()).toContain(`<td>${claim}</td>`);
    expect(pageOf(changed)).not.toContain(`<td>${claim}</td>`);
  });

  it('says that a syntax without decoder is stored and not shown', () => {
    const row = /<tr><td>[^<]*MPEG[^<]*<\/td><td>[^<]*<\/td><td>Yes<\/td><td>No<\/td><td><\/td>/;
    expect(pageOf()).toMatch(row);
  });

  it('needs neither inline style nor script: the policy allows none', () => {
    expect(pageOf()).not.toMatch(/ style=|<style|<script(?! src="\/theme\.js")/);
  });
});

describe('the character sets claimed', () => {
  it.each(characterSetTerms)('%s is read', (term) => {
    expect(charsetOf([term]).unknownTerm).toBe(false);
  });
});
