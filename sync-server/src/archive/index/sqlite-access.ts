import type { AccessToken } from './archive-index.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** A pairing code that was guessed at this often is void: eight characters then cannot be found by trying. */
const pairingTriesMax = 5;

/** Tokens, pairing codes and unfinished uploads. Secrets come in as their digest only. */
export function sqliteAccess(database: SqliteDatabase) {
  const upload = database.prepare<[string], { byteLength: number; byteOffset: number }>(
    'select byteLength, byteOffset from upload where sha256 = ?',
  );
  const saveUpload = database.prepare(
    `insert into upload values (?, ?, ?)
     on conflict (sha256) do update set byteLength = excluded.byteLength, byteOffset = excluded.byteOffset`,
  );
  const dropUpload = database.prepare('delete from upload where sha256 = ?');
  const columns = 'id, kind, label, deviceId, createdAt, lastUsedAt, revokedAt';
  const addToken = database.prepare(
    `insert into token (id, kind, label, deviceId, secretSha256, createdAt, lastUsedAt, revokedAt)
     values (@id, @kind, @label, @deviceId, @secretSha256, @createdAt, @lastUsedAt, @revokedAt)`,
  );
  const tokenBySecret = database.prepare<[string], AccessToken>(
    `select ${columns} from token where secretSha256 = ?`,
  );
  const tokens = database.prepare<[string], AccessToken>(
    `select ${columns} from token where kind = ? order by createdAt, id`,
  );
  const touch = database.prepare('update token set lastUsedAt = ? where id = ?');
  const revoke = database.prepare(
    'update token set revokedAt = ? where id = ? and revokedAt is null',
  );
  const savePairing = database.prepare('insert into pairing values (?, ?, ?)');
  const dropExpired = database.prepare(
    'delete from pairing where expiresAtMs <= ? or triesLeft <= 0',
  );
  const takePairing = database.prepare('delete from pairing where codeSha256 = ?');
  const countTry = database.prepare('update pairing set triesLeft = triesLeft - 1');

  return {
    uploadOf: (sha256: string) => upload.get(sha256) ?? null,
    saveUpload(sha256: string, byteLength: number, byteOffset: number) {
      saveUpload.run(sha256, byteLength, byteOffset);
    },
    dropUpload(sha256: string) {
      dropUpload.run(sha256);
    },
    addToken(token: AccessToken, secretSha256: string) {
      addToken.run({ ...token, secretSha256 });
    },
    tokenBySecret: (secretSha256: string) => tokenBySecret.get(secretSha256) ?? null,
    touchToken(id: string, usedAt: string) {
      touch.run(usedAt, id);
    },
    tokens: (kind: string) => tokens.all(kind),
    revokeToken: (id: string, revokedAt: string) => revoke.run(revokedAt, id).changes === 1,
    savePairing(codeSha256: string, expiresAtMs: number) {
      savePairing.run(codeSha256, expiresAtMs, pairingTriesMax);
    },
    redeemPairing: database.transaction((codeSha256: string, nowMs: number): boolean => {
      dropExpired.run(nowMs);
      if (takePairing.run(codeSha256).changes === 1) return true;
      countTry.run();
      return false;
    }),
  };
}
