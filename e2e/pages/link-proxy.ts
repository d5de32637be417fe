/** The network between a browser and the server, for one test: it counts what goes through and can be cut. */
import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';

/** One part of a large instance on its way to the server. */
export interface SentPart {
  readonly offset: number;
  /** Bytes of it that reached the server. */
  byteCount: number;
}

export interface LinkProxy {
  readonly url: string;
  /** Every part that began, in order. */
  readonly parts: readonly SentPart[];
  /** Resolves when half of the next part has gone through; nothing more of it goes on until `goOn` or `cut`. */
  halfOfPart(): Promise<void>;
  /** Lets the held part go on. */
  goOn(): void;
  /** Breaks every connection, and lets none be made until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1 and passes everything on to `target`. */
export async function openLinkProxy(target: string): Promise<LinkProxy> {
  const link = new Link(target);
  await link.listen();
  return link;
}

class Link implements LinkProxy {
  readonly parts: SentPart[] = [];
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #onHalf: (() => void) | null = null;
  #goOn: () => void = () => undefined;

  constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing));
    this.#server.on('connection', (socket) => {
      if (this.#isCut) socket.destroy();
      this.#keep(socket);
    });
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the link is not open');
    return `http://localhost:${address.port}`;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
  }

  halfOfPart(): Promise<void> {
    return new Promise((resolve) => {
      this.#onHalf = resolve;
    });
  }

  goOn(): void {
    this.#goOn();
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  close(): Promise<void> {
    this.cut();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { hostname, port } = this.#target;
    const { method, url, headers } = incoming;
    const onward = request({ hostname, port, method, path: url, headers, agent: false });
    onward.on('socket', (socket) => this.#keep(socket));
    const end = (): void => {
      onward.destroy();
      outgoing.destroy();
    };
    onward.on('error', end);
    incoming.on('error', end);
    outgoing.on('close', () => onward.destroy());
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', end);
      answer.pipe(outgoing);
    });
    if (method === 'PATCH') this.#count(incoming, onward);
    else incoming.pipe(onward);
  }

  #count(incoming: IncomingMessage, onward: ReturnType<typeof request>): void {
    const part: SentPart = { offset: Number(incoming.headers['upload-offset']), byteCount: 0 };
    this.parts.push(part);
    const half = Number(incoming.headers['content-length']) / 2;
    incoming.on('data', (chunk: Buffer) => {
      if (onward.destroyed) return;
      part.byteCount += chunk.byteLength;
      const onHalf = part.byteCount >= half ? this.#onHalf : null;
      if (onHalf === null) {
        if (!onward.write(chunk)) {
          incoming.pause();
          onward.once('drain', () => incoming.resume());
        }
        return;
      }
      // Held here: what breaks now breaks in the middle of this part.
      this.#onHalf = null;
      onward.write(chunk);
      incoming.pause();
      this.#goOn = () => incoming.resume();
      onHalf();
    });
    incoming.on('end', () => onward.end());
  }
}
