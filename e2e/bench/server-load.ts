/** Makes load over HTTP with a fixed number of clients, and says how long each request took. */
import { Agent, request as httpRequest } from 'node:http';
import { performance } from 'node:perf_hooks';

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: readonly Uint8Array[];
}

export interface Answer {
  readonly status: number;
  readonly byteLength: number;
  readonly text: string;
}

export interface LoadResult {
  readonly seconds: number;
  readonly requestCount: number;
  readonly bytesIn: number;
  readonly latenciesMs: readonly number[];
}

export function createClient(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    close: () => agent.destroy(),
    send(call: Call, keepText = false): Promise<Answer> {
      return new Promise((resolve, reject) => {
        const byteLength = (call.body ?? []).reduce((sum, piece) => sum + piece.byteLength, 0);
        const headers = { ...call.headers, ...(call.body ? { 'Content-Length': byteLength } : {}) };
        const { method, path } = call;
        const outgoing = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent });
        outgoing.once('error', (error: NodeJS.ErrnoException) => {
          // The server may close an idle connection at the moment that it is used again.
          const isIdleClose = outgoing.reusedSocket && error.code === 'ECONNRESET';
          if (isIdleClose) resolve(this.send(call, keepText));
          else reject(error);
        });
        outgoing.once('response', (incoming) => {
          let got = 0;
          const pieces: Buffer[] = [];
          incoming.on('data', (piece: Buffer) => {
            got += piece.byteLength;
            if (keepText) pieces.push(piece);
          });
          incoming.once('error', reject);
          incoming.once('end', () => {
            const text = Buffer.concat(pieces).toString('utf8');
            resolve({ status: incoming.statusCode ?? 0, byteLength: got, text });
          });
        });
        for (const piece of call.body ?? []) outgoing.write(piece);
        outgoing.end();
      });
    },
  };
}

export type Client = ReturnType<typeof createClient>;

/** Sends all calls with `clientCount` in flight; fails on any status but those expected. */
export async function load(
  client: Client,
  calls: readonly Call[],
  clientCount: number,
): Promise<LoadResult> {
  const latenciesMs: number[] = [];
  let bytesIn = 0;
  let next = 0;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    for (let call = calls[next++]; call !== undefined; call = calls[next++]) {
      const begun = performance.now();
      const answer = await client.send(call);
      if (answer.status !== 200) {
        throw new Error(`${call.method} ${call.path}: ${answer.status}`);
      }
      bytesIn += answer.byteLength;
      latenciesMs.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: clientCount }, worker));
  const seconds = (performance.now() - started) / 1000;
  return { seconds, requestCount: calls.length, bytesIn, latenciesMs };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
