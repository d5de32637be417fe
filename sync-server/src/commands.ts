import { createClientToken, createPairing, pairingMinutes } from './access/tokens.ts';
import type { AccessToken, ArchiveIndex } from './archive/index/archive-index.ts';

/** What a command prints, and how it ends. */
export interface CommandAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

const usage = `Usage: npm run -s satchel -- COMMAND

  token --label L      print a new token for /dicom-web
  pair                 print a pairing code for one device
  devices              list paired devices;    devices revoke ID
  tokens               list client tokens;     tokens revoke ID
  seed [--studies N]   store synthetic studies through STOW-RS
  doctor               look at what this machine has and lacks
  dump FILE            print the attributes of a DICOM file
`;

/** Runs a command that needs the archive: in the running server, or beside a stopped one. */
export async function runCommand(
  index: ArchiveIndex,
  args: readonly string[],
  now: Date,
): Promise<CommandAnswer> {
  const [name = '', ...rest] = args;
  switch (name) {
    case 'token':
      return tokenCommand(index, rest, now);
    case 'pair': {
      const code = await createPairing(index, now);
      const how = `Open Satchel on the device, choose “Pair with a server” (in its outbox, or while its list is empty), and enter this code within ${pairingMinutes} minutes.\nIt works once.`;
      return printed(`${code}\n${how}\n`);
    }
    case 'devices':
      return listOrRevoke(index, 'device', rest, now);
    case 'tokens':
      return listOrRevoke(index, 'client', rest, now);
    default:
      return refused(usage);
  }
}

async function tokenCommand(
  index: ArchiveIndex,
  args: readonly string[],
  now: Date,
): Promise<CommandAnswer> {
  const at = args.indexOf('--label');
  const label = at < 0 ? undefined : args[at + 1];
  if (label === undefined || label.trim() === '' || label.length > 200) {
    return refused('A token needs a name to know it by: token --label "ward 3 viewer"\n');
  }
  return printed(`${await createClientToken(index, label, now)}\n`);
}

async function listOrRevoke(
  index: ArchiveIndex,
  kind: AccessToken['kind'],
  args: readonly string[],
  now: Date,
): Promise<CommandAnswer> {
  const [verb, id] = args;
  if (verb === undefined) {
    const tokens = await index.tokens(kind);
    if (tokens.length === 0)
      return printed(kind === 'device' ? 'No paired devices.\n' : 'No tokens.\n');
    return printed(tokens.map(lineOf).join(''));
  }
  if (verb !== 'revoke' || id === undefined) return refused(usage);
  const tokens = await index.tokens(kind);
  const known = tokens.some((token) => token.id === id);
  if (!known || !(await index.revokeToken(id, now.toISOString()))) {
    return refused(
      `There is no valid ${kind === 'device' ? 'device' : 'token'} with the id ${id}.\n`,
    );
  }
  return printed(`Revoked ${id}.\n`);
}

function lineOf(token: AccessToken): string {
  const state = token.revokedAt === null ? 'valid' : `revoked ${token.revokedAt.slice(0, 10)}`;
  const used =
    token.lastUsedAt === null ? 'never used' : `last used ${token.lastUsedAt.slice(0, 16)}`;
  // A device names itself: what would move the cursor or begin a line of its own is shown as a mark.
  const label = token.label.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  return `${token.id}  ${label}  made ${token.createdAt.slice(0, 16)}  ${used}  ${state}\n`;
}

function printed(stdout: string): CommandAnswer {
  return { stdout, stderr: '', exitCode: 0 };
}

function refused(stderr: string): CommandAnswer {
  return { stdout: '', stderr, exitCode: 2 };
}
