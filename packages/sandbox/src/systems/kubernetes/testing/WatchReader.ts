import { Agent, request } from 'node:http';

export interface WatchedEvent {
  type: string;
  object: unknown;
}

/** Reads a watch until it is stopped, or ended by the server. */
export class WatchReader {
  readonly events: WatchedEvent[] = [];
  /** Resolves when the stream is over, for whatever reason. */
  readonly ended: Promise<void>;
  readonly #stop: () => void;
  #listener: () => void = () => {};

  constructor(url: string, headers: Record<string, string>) {
    const outgoing = request(url, { headers, agent: new Agent() });
    this.#stop = () => outgoing.destroy();
    this.ended = new Promise(resolve => {
      outgoing.on('error', () => resolve());
      outgoing.on('response', answer => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          const lines = `${text}${chunk}`.split('\n');
          text = lines.pop()!;
          lines.forEach(line => this.events.push(JSON.parse(line)));
          this.#listener();
        });
        answer.on('error', () => resolve());
        answer.on('close', () => resolve());
      });
    });
    outgoing.end();
  }

  /** Resolves when that many events have come. */
  async until(count: number): Promise<WatchedEvent[]> {
    await new Promise<void>(resolve => {
      this.#listener = () => {
        if (this.events.length >= count) resolve();
      };
      this.#listener();
    });
    return this.events;
  }

  stop(): Promise<void> {
    this.#stop();
    return this.ended;
  }
}
