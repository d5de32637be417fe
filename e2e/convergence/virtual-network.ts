import type { ChangesAnswer, FeedHead, HubIdentity } from '#shared/sync/protocol.ts';
import type { Random } from '../../shared/testing/seeded-random.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type { VirtualHub } from './virtual-hub.ts';

/** How bad the way between one device and the server is; each from 0 to 1. */
export interface Weather {
  /** The request never arrives. */
  readonly lost: number;
  /** The server does it, and its answer never arrives. */
  readonly answerLost: number;
  /** The request arrives a second time, later. */
  readonly doubled: number;
  /** Somebody between answers instead, with 200 and a page. */
  readonly portal: number;
  /** Somebody between says that the server has what it has not, and makes up receipts. */
  readonly liar: number;
}

export const fairWeather: Weather = { lost: 0, answerLost: 0, doubled: 0, portal: 0, liar: 0 };

const latencyMsMax = 400;
const longPollMs = 25_000;

/** `fetch` of one device, in virtual time and in all weathers. */
export class VirtualNetwork {
  weather: Weather = fairWeather;
  private readonly clock: VirtualClock;
  private readonly hub: VirtualHub;
  private readonly random: Random;
  private readonly parked = new Set<() => void>();

  constructor(clock: VirtualClock, hub: VirtualHub, random: Random) {
    this.clock = clock;
    this.hub = hub;
    this.random = random;
  }

  /** Long polls look again. */
  hubGrew(): void {
    // Those that park again while this goes on wait for the next time.
    const looks = Array.from(this.parked);
    for (const look of looks) look();
  }

  fetch: typeof fetch = (input, init) => {
    const url = `http://hub.test${input instanceof Request ? input.url : String(input)}`;
    const { body = null, method = 'GET', headers } = init ?? {};
    const build = (): Request =>
      new Request(url, {
        method,
        body,
        ...(headers === undefined ? {} : { headers }),
      });
    return new Promise<Response>((resolve, reject) => {
      const fail = (): void => reject(new TypeError('network'));
      init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      if (this.happens('lost')) {
        this.clock.at(this.latency(), fail);
        return;
      }
      if (this.happens('portal')) {
        const page = new Response('<html>Welcome</html>', {
          headers: { 'Content-Type': 'text/html' },
        });
        this.clock.at(this.latency(), () => resolve(page));
        return;
      }
      if (this.happens('doubled')) {
        this.clock.at(
          this.latency() * 20,
          () => void this.hub.answer(build()).catch(() => undefined),
        );
      }
      const isLost = this.happens('answerLost');
      const isLie = this.happens('liar');
      this.clock.at(this.latency(), () => {
        void this.ask(build).then(
          (answer) => {
            const told = isLie ? lie(url, body, answer, this.hub.identity) : answer;
            this.clock.at(this.latency(), () => (isLost ? fail() : resolve(responseOf(told))));
          },
          (error: unknown) => this.clock.at(this.latency(), () => reject(error)),
        );
      });
    });
  };

  /** Asks the server; an empty answer to a long poll is held back until there is something or time is up. */
  private async ask(build: () => Request): Promise<Answer> {
    const request = build();
    const waits = new URL(request.url).searchParams.get('wait') ?? '0';
    const answer = await answerOf(await this.hub.answer(request));
    if (waits === '0' || !isNothingNew(answer)) return answer;
    return new Promise((resolve, reject) => {
      const look = (): void => {
        this.parked.delete(look);
        callOff();
        this.hub.answer(build()).then(answerOf).then(resolve, reject);
      };
      const callOff = this.clock.at(longPollMs, look);
      this.parked.add(look);
    });
  }

  private happens(what: keyof Weather): boolean {
    return this.random() < this.weather[what];
  }

  private latency(): number {
    return 1 + this.random() * latencyMsMax;
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: ArrayBuffer;
  readonly text: string;
}

async function answerOf(response: Response): Promise<Answer> {
  const bytes = await response.arrayBuffer();
  const { status, headers } = response;
  return { status, headers, bytes, text: new TextDecoder().decode(bytes) };
}

/** A page that moves nothing: the server itself would have held it back. */
function isNothingNew({ status, text }: Answer): boolean {
  if (status !== 200) return false;
  const { from, to, rows, scope } = JSON.parse(text) as Partial<ChangesAnswer>;
  return rows?.length === 0 && from === to && scope !== null && (scope?.owed.length ?? 0) === 0;
}

function responseOf({ status, headers, bytes }: Answer): Response {
  return new Response(status === 204 || status === 304 ? null : bytes, { status, headers });
}

/** What a faulty cache, a broken server or an enemy would say. */
function lie(url: string, body: unknown, answer: Answer, hub: HubIdentity): Answer {
  const asked =
    typeof body === 'string' ? (JSON.parse(body) as { readonly sha256?: readonly string[] }) : {};
  const sha256s = asked.sha256 ?? [];
  if (url.endsWith('/sync/v1/have')) {
    return told(answer, {
      items: sha256s.map((sha256) => ({ sha256, stored: true, partOffset: 0 })),
    });
  }
  if (!url.endsWith('/sync/v1/receipts')) return answer;
  const honest = JSON.parse(answer.text) as {
    readonly receipts: readonly object[];
    readonly missing: readonly string[];
    readonly head: FeedHead;
  };
  const [model] = honest.receipts;
  const made = honest.missing.map((sha256) => ({
    level: 'STORED',
    at: '2026-01-01T00:00:00.000Z',
    byteLength: 0,
    SOPInstanceUID: '1.2',
    seq: 1,
    hubId: hub.hubId,
    hubEpoch: hub.hubEpoch,
    kid: hub.key.kid,
    sig: 'AAAA',
    ...model,
    sha256,
  }));
  // An end of the feed that nobody showed: the server takes it for lost history, and gets everything again.
  const head = { seq: honest.head.seq + 1, mark: 'forged' };
  return told(answer, { receipts: [...honest.receipts, ...made], missing: [], head });
}

function told(answer: Answer, json: unknown): Answer {
  const text = JSON.stringify(json);
  return { ...answer, text, bytes: new TextEncoder().encode(text).buffer };
}
