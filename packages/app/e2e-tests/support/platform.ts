import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

const run = promisify(execFile);
const root = path.resolve(__dirname, '../../../..');
const directory =
  process.env.PORTOLAN_SANDBOX_DIRECTORY ??
  path.join(root, '.portolan/sandbox');

const readJson = (name: string) =>
  JSON.parse(readFileSync(path.join(directory, name), 'utf8'));

export const ports = () => readJson('ports.json') as Record<string, number>;
export const credentials = () =>
  readJson('credentials.json') as Record<string, string>;

/** The real kubectl, as the administrator of a cluster of the sandbox. */
export async function kubectl(
  args: string[],
  options: { cluster?: 'nonprod' | 'prod' } = {},
): Promise<string> {
  const { stdout } = await run(process.execPath, [
    path.join(root, 'packages/sandbox/bin/portolan-sandbox.cjs'),
    '--directory',
    directory,
    'kubectl',
    '--cluster',
    options.cluster ?? 'nonprod',
    '--',
    ...args,
  ]);
  return stdout;
}

/** Audit lines of a cluster, oldest first. */
export function auditLog(cluster: 'nonprod' | 'prod'): Array<{
  verb: string;
  user: { username: string };
  objectRef: { resource: string; namespace?: string; name?: string };
  userAgent?: string;
}> {
  return readFileSync(
    path.join(directory, `kubernetes-${cluster}`, 'audit.log'),
    'utf8',
  )
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** Git, with the password of a person of the sandbox in the address. */
export async function git(args: string[], cwd?: string): Promise<string> {
  const { stdout } = await run(
    'git',
    [
      '-c',
      'user.name=Sam Rivera',
      '-c',
      'user.email=sam.rivera@meridian.example',
      ...args,
    ],
    { cwd, env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } },
  );
  return stdout.trim();
}

export function cloneUrl(repository: string): string {
  const { gitPassword } = credentials();
  return `http://sam.rivera:${gitPassword}@localhost:${
    ports().gitHost
  }/meridian/${repository}.git`;
}

/** Where a person signs in to the Git host, and as whom. */
export function gitHostSession() {
  return {
    url: `http://localhost:${ports().gitHost}`,
    username: 'sam.rivera',
    password: credentials().gitPassword,
  };
}

/** Asks the Git host's API as the portal would. */
export async function gitHost<T>(
  route: string,
  init: { method?: string; body?: unknown } = {},
): Promise<T> {
  const response = await fetch(
    `http://127.0.0.1:${ports().gitHost}/api/v1${route}`,
    {
      method: init.method ?? 'GET',
      headers: {
        Authorization: `token ${credentials().gitPortalToken}`,
        'Content-Type': 'application/json',
      },
      body: init.body === undefined ? undefined : JSON.stringify(init.body),
    },
  );
  expect(response.status, `${route}: ${response.statusText}`).toBeLessThan(400);
  return response.json();
}

export type Application = {
  metadata: { name: string };
  status: {
    sync: { status: string; revision: string };
    health: { status: string };
    summary?: { images?: string[] };
  };
};

/** An Application as Argo CD tells it, or undefined when it is not there. */
export async function application(
  name: string,
): Promise<Application | undefined> {
  const response = await fetch(
    `http://127.0.0.1:${ports().argocd}/api/v1/applications/${name}`,
    { headers: { Authorization: `Bearer ${credentials().argoCdPortalToken}` } },
  );
  return response.ok ? response.json() : undefined;
}

/** Lets a system of the sandbox do wrong; `clear` lets it do right again. */
export const faults = {
  async add(system: string, fault: Record<string, unknown>): Promise<void> {
    const response = await fetch(
      `http://127.0.0.1:${ports().control}/systems/${system}/faults`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(fault),
      },
    );
    expect(response.status).toBe(201);
  },
  async clear(system: string): Promise<void> {
    await fetch(
      `http://127.0.0.1:${ports().control}/systems/${system}/faults`,
      { method: 'DELETE' },
    );
  },
};
