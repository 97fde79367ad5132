import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { FleetKind, fleetKinds, GeneratedFleet } from './GeneratedFleet';

type Change = {
  version: number;
  kind: FleetKind;
  index: number;
  changes: number;
  at: string;
};
type Watch = { kind: FleetKind; res: http.ServerResponse };

const kinds = Object.keys(fleetKinds) as FleetKind[];
/** `/apis/apps/v1` of `/apis/apps/v1/pods`. */
const versionPathOf = (kind: FleetKind) =>
  fleetKinds[kind].slice(0, fleetKinds[kind].lastIndexOf('/'));

/** The Kubernetes API of one environment of a generated fleet, with what was asked of it counted. */
export class FleetCluster {
  /** Requests by what they asked for. */
  readonly requests = { discovery: 0, list: 0, watch: 0 };
  /** Objects that were given in lists. */
  listed = 0;
  readonly #fleet: GeneratedFleet;
  readonly #environment: string;
  readonly #changed = new Map<string, Change>();
  readonly #log: Change[] = [];
  readonly #watches = new Set<Watch>();
  #version = 1_000;
  /** Watches from before this version are told to list again. */
  #oldest = 0;

  constructor(options: { fleet: GeneratedFleet; environment: string }) {
    this.#fleet = options.fleet;
    this.#environment = options.environment;
  }

  get asked(): number {
    const { discovery, list, watch } = this.requests;
    return discovery + list + watch;
  }

  get watched(): number {
    return this.#watches.size;
  }

  /** Changes an object: a pod runs another digest, a report finds something else. */
  change(kind: FleetKind, index: number, at = new Date()): Change {
    const key = `${kind} ${index}`;
    this.#version += 1;
    const change = {
      version: this.#version,
      kind,
      index,
      changes: (this.#changed.get(key)?.changes ?? 0) + 1,
      at: at.toISOString(),
    };
    this.#changed.set(key, change);
    this.#log.push(change);
    const line = this.#eventOf(change);
    this.#watches.forEach(watch => {
      if (watch.kind === kind) watch.res.write(line);
    });
    return change;
  }

  /** Forgets its history: every watch ends, and has to begin with a list. */
  expire(): void {
    this.#version += 1;
    this.#oldest = this.#version;
    this.#watches.forEach(({ res }) => res.end());
  }

  /** Says where a watch has come to, as API servers do now and then. */
  bookmark(): void {
    this.#watches.forEach(({ kind, res }) => {
      const object = {
        ...this.#head(kind),
        metadata: { resourceVersion: String(this.#version) },
      };
      res.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
    });
  }

  /** @param path - without what stands before the API's own */
  answer(path: string, query: URLSearchParams, res: http.ServerResponse): void {
    res.setHeader('content-type', 'application/json');
    const kind = kinds.find(one => fleetKinds[one] === path);
    if (!kind) this.#discover(path, res);
    else if (query.has('watch')) this.#watch(kind, query, res);
    else this.#list(kind, query, res);
  }

  #discover(path: string, res: http.ServerResponse): void {
    this.requests.discovery += 1;
    const resources = kinds
      .filter(kind => versionPathOf(kind) === path)
      .map(name => ({ name }));
    const version = kinds
      .map(versionPathOf)
      .find(one => one.startsWith(`${path}/`));
    if (resources.length > 0) {
      res.end(JSON.stringify({ kind: 'APIResourceList', resources }));
    } else if (version) {
      const versions = [{ version: version.slice(path.length + 1) }];
      res.end(JSON.stringify({ kind: 'APIGroup', versions }));
    } else {
      res.statusCode = 404;
      res.end(JSON.stringify({ kind: 'Status', code: 404 }));
    }
  }

  #list(
    kind: FleetKind,
    query: URLSearchParams,
    res: http.ServerResponse,
  ): void {
    this.requests.list += 1;
    const count = this.#fleet.count(kind);
    // A list goes on in the state in which it began, as far as its version says.
    const [from, version] = (query.get('continue') ?? `0 ${this.#version}`)
      .split(' ')
      .map(Number);
    const to = Math.min(from + Number(query.get('limit') ?? count), count);
    const items = Array.from({ length: to - from }, (_, n) =>
      this.#object(kind, from + n),
    );
    this.listed += items.length;
    const { apiVersion, kind: itemKind } = this.#head(kind);
    res.end(
      JSON.stringify({
        apiVersion,
        kind: `${itemKind}List`,
        metadata: {
          resourceVersion: String(version),
          ...(to < count && { continue: `${to} ${version}` }),
        },
        items,
      }),
    );
  }

  #watch(
    kind: FleetKind,
    query: URLSearchParams,
    res: http.ServerResponse,
  ): void {
    this.requests.watch += 1;
    const from = Number(query.get('resourceVersion'));
    res.flushHeaders();
    if (from < this.#oldest) {
      const object = { kind: 'Status', code: 410, message: 'too old' };
      res.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      return;
    }
    for (const change of this.#log) {
      if (change.version > from && change.kind === kind) {
        res.write(this.#eventOf(change));
      }
    }
    const watch = { kind, res };
    this.#watches.add(watch);
    res.on('close', () => this.#watches.delete(watch));
  }

  #eventOf({ kind, index }: Change): string {
    const object = { ...this.#head(kind), ...this.#object(kind, index) };
    return `${JSON.stringify({ type: 'MODIFIED', object })}\n`;
  }

  #object(kind: FleetKind, index: number) {
    const change = this.#changed.get(`${kind} ${index}`);
    const object = this.#fleet.object(kind, index, {
      environment: this.#environment,
      changes: change?.changes,
      at: change?.at,
    }) as { metadata: object };
    const resourceVersion = String(change?.version ?? 1_000);
    return { ...object, metadata: { ...object.metadata, resourceVersion } };
  }

  #head(kind: FleetKind) {
    const names = {
      pods: 'Pod',
      replicasets: 'ReplicaSet',
      jobs: 'Job',
      vulnerabilityreports: 'VulnerabilityReport',
      exposedsecretreports: 'ExposedSecretReport',
      sbomreports: 'SbomReport',
    };
    const apiVersion = versionPathOf(kind).replace(/^\/apis?\//, '');
    return { apiVersion, kind: names[kind] };
  }
}

/** Clusters of a generated fleet on a port of the loopback address, each under its name. */
export async function serveClusters(
  clusters: Readonly<Record<string, FleetCluster>>,
): Promise<{ urlOf(name: string): string; close(): Promise<void> }> {
  const server = http.createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://cluster');
    const [, name, ...rest] = url.pathname.split('/');
    clusters[name].answer(`/${rest.join('/')}`, url.searchParams, res);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: name => `http://127.0.0.1:${port}/${name}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
