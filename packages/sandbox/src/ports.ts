import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';

/** Where each stand-in listens. Addresses are written into repositories and manifests, so they must not change between starts. */
export type Ports = {
  gitHost: number;
  registry: number;
  kubernetesNonprod: number;
  kubernetesProd: number;
  argocd: number;
  pipeline: number;
  control: number;
  sigstore: number;
};

const order: Array<keyof Ports> = [
  'gitHost',
  'registry',
  'kubernetesNonprod',
  'kubernetesProd',
  'argocd',
  'pipeline',
  'control',
  'sigstore',
];

async function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

async function busyPorts(ports: Partial<Ports>): Promise<number[]> {
  const checks = await Promise.all(
    Object.values(ports).map(async port => ({
      port,
      free: await isFree(port),
    })),
  );
  return checks.filter(check => !check.free).map(check => check.port);
}

/**
 * The ports of this sandbox: the first free block of ten from `first` at its
 * first start, the same ones ever after.
 *
 * @throws when a port that was chosen earlier is now taken by another program
 */
export async function choosePorts(
  directory: string,
  first = 7010,
): Promise<Ports> {
  const file = join(directory, 'ports.json');
  if (existsSync(file)) {
    const kept: Partial<Ports> = JSON.parse(readFileSync(file, 'utf8'));
    const busy = await busyPorts(kept);
    if (busy.length) {
      throw new Error(
        `port ${busy.join(
          ' and ',
        )} is in use by another program, and this sandbox's repositories name it. Stop that program (another start of Portolan?), or start with --reset`,
      );
    }
    return completed(kept, file);
  }
  for (let base = first; base < first + 1000; base += 10) {
    const ports = Object.fromEntries(
      order.map((name, index) => [name, base + index]),
    ) as Ports;
    if ((await busyPorts(ports)).length === 0) {
      mkdirSync(directory, { recursive: true });
      write(file, ports);
      return ports;
    }
  }
  throw new Error(`no free block of ports from ${first} to ${first + 1000}`);
}

/** Gives ports to the systems that an older sandbox did not have, without moving the others. */
async function completed(kept: Partial<Ports>, file: string): Promise<Ports> {
  const ports = { ...kept };
  for (const name of order.filter(key => kept[key] === undefined)) {
    let port = Math.max(...Object.values(ports)) + 1;
    while (!(await isFree(port))) port += 1;
    ports[name] = port;
  }
  write(file, ports as Ports);
  return ports as Ports;
}

function write(file: string, ports: Ports): void {
  writeFileSync(file, `${JSON.stringify(ports, undefined, 2)}\n`);
}
