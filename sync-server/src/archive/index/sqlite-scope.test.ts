import { expect, it } from 'vitest';
import { openSqlite, sqliteFailureOf } from './sqlite-database.ts';
import { schemaVersions } from './sqlite-schema.ts';
import { sqliteScope } from './sqlite-scope.ts';

it('a list that ends alike after others came first is another list: its end alone was looked at', () => {
  const heads = [
    ['1.2.1', '1.2.2'],
    ['1.2.3', '1.2.2'],
  ].map((uids) => {
    const database = openSqlite(':memory:');
    for (const version of schemaVersions) database.exec(version);
    const scope = sqliteScope(database);
    // Under the same numbers, as in one index that was set back.
    for (const uid of ['1.2.1', '1.2.2', '1.2.3']) scope.idOf(uid);
    scope.carry('tablet', { uids, isTold: true });
    expect(scope.nameAt('tablet', 2)).toBe(scope.head('tablet').name);
    return scope.head('tablet');
  });
  expect(heads.map(({ seq }) => seq)).toEqual([2, 2]);
  expect(heads[0]?.name).not.toBe(heads[1]?.name);
});

it('a full index goes on telling a device of what it carries, up to what is new to it: the feed stood still for all', () => {
  const database = openSqlite(':memory:');
  for (const version of schemaVersions) database.exec(version);
  const scope = sqliteScope(database);
  const log = database.prepare<[number, number]>(
    `insert into change_log (seq, kind, ref, study) values (?, 'op', 1, ?)`,
  );
  const uidOf = (n: number): string => `1.2.${n}`;
  for (let n = 1; n <= 1000; n += 1) log.run(n, scope.idOf(uidOf(n)));
  scope.carry('tablet', { uids: [uidOf(1), uidOf(2), uidOf(3)], isTold: true });
  const { page_count: pageCount } = database
    .prepare<[], { page_count: number }>('pragma page_count')
    .get() ?? { page_count: 0 };
  database.exec(`pragma max_page_count = ${pageCount}`);
  const page = { cursor: 0, limit: 1000, nowMs: Date.UTC(2026, 4, 4) };
  const told = scope.rowsAfter('tablet', page);
  expect([told.rows.map(({ seq }) => seq), told.to]).toEqual([[1, 2, 3], 3]);
  // Nothing that it carries is left: the reason is told, and nothing is left out.
  for (const ask of [
    () => scope.rowsAfter('tablet', { ...page, cursor: 3 }),
    () => scope.rowsAfter('new', page),
  ]) {
    let failure: unknown = null;
    try {
      ask();
    } catch (error) {
      failure = sqliteFailureOf(error);
    }
    expect(failure).toBe('FULL');
  }
  database.exec('pragma max_page_count = 1000000');
  expect(scope.rowsAfter('new', page)).toMatchObject({ to: 1000 });
});
