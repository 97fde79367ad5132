import fs from 'node:fs';
import net from 'node:net';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import processes from './processes.cjs';

/** Distinct digests, of all that run. */
const digestsOf = components => Math.max(30, Math.round(components * 0.3));
const users = 100;

async function freePort() {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** One fleet with its clusters, and the portals that watch it one after the other. */
export class Bench {
  static async start(options) {
    const { toolchain, components } = options;
    const bench = new Bench();
    Object.assign(bench, options, { digests: digestsOf(components) });
    bench.clusters = processes.start(
      'clusters.cjs',
      { components, digests: bench.digests },
      { toolchain, onTold: change => bench.onChange?.(change) },
    );
    bench.urls = await bench.clusters.ask('urls');
    return bench;
  }

  /** A portal on the database of that name, which is made where there is none. */
  async startPortal(name) {
    const { toolchain, components, digests, profileDirectory } = this;
    const args = profileDirectory
      ? ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`]
      : [];
    const port = await freePort();
    const database = this.databaseOf(name);
    if (database.connection.directory) {
      fs.mkdirSync(database.connection.directory, { recursive: true });
    }
    const portal = processes.start(
      'portal.cjs',
      { port, database, components, digests, clusters: this.urls },
      { toolchain, args },
    );
    portal.startedAt = performance.now();
    portal.url = `http://127.0.0.1:${port}`;
    portal.idle = (await portal.ask('started')).rss;
    this.portal = portal;
    return portal;
  }

  async startLoad() {
    const { toolchain } = this;
    this.load = processes.start(
      'load.cjs',
      { url: this.portal.url, users },
      { toolchain },
    );
    await this.load.ask('signedIn');
    return this.load;
  }

  /** Asks until it is so. @returns the last answer */
  async until(isSo, { every = 250, seconds = 600 } = {}) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const progress = await this.portal.ask('progress');
      if (isSo(progress)) return progress;
      if (Date.now() > end) {
        throw new Error(`Still ${JSON.stringify(progress)} after ${seconds} s`);
      }
      await delay(every);
    }
  }

  /** Until the clusters gave so many objects in lists, and the portal took them. */
  async untilListed(objects) {
    while ((await this.clusters.ask('listed')) < objects) await delay(100);
    return this.until(({ isListed }) => isListed);
  }

  async stopLoad() {
    await this.load?.kill();
    this.load = undefined;
  }

  async stop() {
    await this.stopLoad();
    // A profile is written by a process that ends in peace.
    await this.portal?.kill(this.profileDirectory ? 'SIGTERM' : 'SIGKILL');
    await this.clusters.kill();
  }
}

/**
 * Everything belongs to its component and has its answers. What was written while the catalog
 * was read for the first time gets its component when it is read the next time.
 */
export const isAnswered = ({ entities, running, unowned, due }) =>
  entities > 0 && running > 0 && unowned === 0 && due === 0;

/** How busy the machine is, with all that others do on it. */
export const machineLoad = () => Number(loadavg()[0].toFixed(1));

export const say = text => console.error(text);
