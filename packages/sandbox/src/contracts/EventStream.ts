import http from 'node:http';
import { flatten, open, OutgoingRequest } from './send';
import { Json } from './Scenario';

/** How long a server may keep its headers back before the stream counts as open: Argo CD sends none before the first event. */
const headersMs = 500;

/** A watch or event stream that is being read: one JSON value a line. */
export class EventStream {
  readonly events: Json[] = [];
  status: number | undefined;
  headers: Record<string, string> = {};
  closedByServer = false;
  readonly #request: http.ClientRequest;
  readonly #listeners = new Set<() => void>();
  #text = '';
  #ended = false;

  /** Resolves when the stream is open, or may be taken to be. */
  static async open(request: OutgoingRequest): Promise<EventStream> {
    const stream = new EventStream(request);
    await stream.waitFor(() => stream.status !== undefined, headersMs);
    return stream;
  }

  private constructor(request: OutgoingRequest) {
    this.#request = open(request, incoming => this.#read(incoming));
    this.#request.on('error', () => this.#end(false));
    this.#request.end(request.body);
  }

  /** Waits until `done` or the time is up; says whether it is done. */
  async waitFor(done: () => boolean, timeoutMs: number): Promise<boolean> {
    if (done() || this.#ended) return done();
    let stop: () => void = () => {};
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, timeoutMs);
      const check = () => {
        if (done() || this.#ended) resolve();
      };
      stop = () => {
        clearTimeout(timer);
        this.#listeners.delete(check);
      };
      this.#listeners.add(check);
    }).finally(() => stop());
    return done();
  }

  close(): void {
    this.#request.destroy();
  }

  #read(incoming: http.IncomingMessage): void {
    this.status = incoming.statusCode;
    this.headers = flatten(incoming.headers);
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => {
      this.#text += chunk;
      const lines = this.#text.split('\n');
      this.#text = lines.pop()!;
      lines.filter(line => line.trim()).forEach(line => this.#add(line));
      this.#changed();
    });
    incoming.on('end', () => this.#end(true));
    incoming.on('error', () => this.#end(false));
    this.#changed();
  }

  #add(line: string): void {
    try {
      this.events.push(JSON.parse(line));
    } catch {
      this.events.push(line);
    }
  }

  #end(byServer: boolean): void {
    this.closedByServer = byServer;
    this.#ended = true;
    this.#changed();
  }

  #changed(): void {
    [...this.#listeners].forEach(listener => listener());
  }
}
