/** Another system that speaks DICOMweb with the server, with a token of its own. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SatchelServer } from './satchel-server.ts';

/** One match of a search, by tags without comma (PS3.18 F.2). */
export type Row = Readonly<Record<string, { readonly Value?: readonly unknown[] }>>;

export const asStored = 'multipart/related; type="application/dicom"; transfer-syntax=*';
export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');
export const uidOf = (row: Row | undefined, tag: string): string => String(row?.[tag]?.Value?.[0]);

/** The parts of a multipart/related answer, without their headers; the boundary is in none (RFC 2046 5.1.1). */
export async function partsOf(answer: Response): Promise<readonly Buffer[]> {
  const body = Buffer.from(await answer.arrayBuffer());
  const boundary = /boundary="?([^";]+)/.exec(answer.headers.get('Content-Type') ?? '')?.[1] ?? '';
  const parts: Buffer[] = [];
  let at = body.indexOf(`--${boundary}`);
  for (;;) {
    const start = body.indexOf('\r\n\r\n', at) + 4;
    const end = body.indexOf(`\r\n--${boundary}`, at);
    if (end < 0 || start < 4) return parts;
    parts.push(body.subarray(start, end));
    at = end + 2;
  }
}

export class DicomwebClient {
  readonly #root: string;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(root: string, token: string) {
    this.#root = root;
    this.#headers = { Authorization: `Bearer ${token}` };
  }

  static async of(server: SatchelServer): Promise<DicomwebClient> {
    const printed = await server.satchel('token', '--label', 'clinic system');
    return new DicomwebClient(`${server.url}/dicom-web`, printed.trim().split('\n').at(-1) ?? '');
  }

  ask(resource: string, accept: string): Promise<Response> {
    return fetch(`${this.#root}/${resource}`, { headers: { ...this.#headers, Accept: accept } });
  }

  async find(resource: string): Promise<readonly Row[]> {
    const answer = await this.ask(resource, 'application/dicom+json');
    return answer.status === 204 ? [] : ((await answer.json()) as readonly Row[]);
  }

  stow(files: readonly string[]): Promise<Response> {
    const parts = files.flatMap((file) => [
      Buffer.from('--edge\r\nContent-Type: application/dicom\r\n\r\n'),
      readFileSync(file),
      Buffer.from('\r\n'),
    ]);
    const type = 'multipart/related; type="application/dicom"; boundary=edge';
    return fetch(`${this.#root}/studies`, {
      method: 'POST',
      headers: { ...this.#headers, 'Content-Type': type, Accept: 'application/dicom+json' },
      body: Buffer.concat([...parts, Buffer.from('--edge--\r\n')]),
    });
  }

  /** SHA-256 of every instance of the server, as it gives them out unchanged. */
  async storedDigests(): Promise<readonly string[]> {
    const digests: string[] = [];
    for (const study of await this.find('studies?limit=1000')) {
      const answer = await this.ask(`studies/${uidOf(study, '0020000D')}`, asStored);
      if (answer.status !== 200) throw new Error(`a study answered ${answer.status}`);
      digests.push(...(await partsOf(answer)).map(sha256Of));
    }
    return digests;
  }
}
