import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ports } from '../ports';
import type { Fault } from '../faults/Faults';

type Status = {
  ready: boolean;
  systems: Array<{ name: string; url: string; faults: Fault[] }>;
};

async function ask<T>(
  directory: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const ports: Ports = JSON.parse(
    readFileSync(join(directory, 'ports.json'), 'utf8'),
  );
  const response = await fetch(`http://127.0.0.1:${ports.control}${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => {
    throw new Error('The sandbox does not run. Start it: npm start');
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : undefined;
  if (!response.ok) throw new Error(answer?.error ?? response.statusText);
  return answer;
}

/** Prints every system with its address and its faults. */
export async function showStatus(directory: string): Promise<void> {
  const { ready, systems } = await ask<Status>(directory, 'GET', '/status');
  console.log(ready ? 'ready' : 'still being filled');
  for (const { name, url, faults } of systems) {
    console.log(`${name.padEnd(20)} ${url}`);
    faults.forEach(fault => console.log(`  fault ${JSON.stringify(fault)}`));
  }
}

/** Sets a fault and prints it with its id. */
export async function addFault(
  directory: string,
  system: string,
  fault: Partial<Fault>,
): Promise<void> {
  const path = `/systems/${encodeURIComponent(system)}/faults`;
  console.log(JSON.stringify(await ask(directory, 'POST', path, fault)));
}

/** Removes every fault of a system. */
export async function clearFaults(
  directory: string,
  system: string,
): Promise<void> {
  await ask(
    directory,
    'DELETE',
    `/systems/${encodeURIComponent(system)}/faults`,
  );
}

/** Ends every open watch of a system. */
export async function dropStreams(
  directory: string,
  system: string,
): Promise<void> {
  const path = `/systems/${encodeURIComponent(system)}/drop-streams`;
  console.log(JSON.stringify(await ask(directory, 'POST', path)));
}
