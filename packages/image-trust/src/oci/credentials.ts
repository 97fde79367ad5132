import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

export type RegistryCredentials = { username: string; password: string };

/** Finds the credentials for a registry's host; undefined means: ask anonymously. */
export type CredentialSource = (
  registry: string,
) => Promise<RegistryCredentials | undefined>;

const configSchema = z.object({
  auths: z
    .record(
      z.object({
        auth: z.string().optional(),
        username: z.string().optional(),
        password: z.string().optional(),
        identitytoken: z.string().optional(),
      }),
    )
    .optional(),
  credsStore: z.string().optional(),
  credHelpers: z.record(z.string()).optional(),
});
type DockerConfig = z.infer<typeof configSchema>;

const helperAnswer = z.object({ Username: z.string(), Secret: z.string() });
const helperName = /^[a-zA-Z0-9_-]+$/;

/**
 * Credentials as Docker keeps them: `auths`, `credHelpers`, `credsStore` of
 * `config.json` in `$DOCKER_CONFIG` or `~/.docker`.
 *
 * @see https://docs.docker.com/reference/cli/docker/login/#credential-stores
 */
export function dockerCredentials(
  options: { file?: string } = {},
): CredentialSource {
  const file =
    options.file ??
    join(
      process.env.DOCKER_CONFIG ?? join(homedir(), '.docker'),
      'config.json',
    );
  let config: Promise<DockerConfig> | undefined;
  return async registry => {
    config ??= readConfig(file);
    const { auths, credHelpers, credsStore } = await config;
    for (const key of keysOf(registry)) {
      const helper = credHelpers?.[key];
      if (helper) return askHelper(helper, key);
    }
    for (const key of keysOf(registry)) {
      const entry = auths?.[key];
      const credentials = entry && fromEntry(entry);
      if (credentials) return credentials;
    }
    if (!credsStore) return undefined;
    for (const key of keysOf(registry)) {
      const credentials = await askHelper(credsStore, key);
      if (credentials) return credentials;
    }
    return undefined;
  };
}

/** The names under which Docker and its relatives file a registry. */
function keysOf(registry: string): string[] {
  return registry === 'index.docker.io'
    ? ['https://index.docker.io/v1/', 'index.docker.io', 'docker.io']
    : [registry, `https://${registry}`, `https://${registry}/`];
}

async function readConfig(file: string): Promise<DockerConfig> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return {};
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is no JSON`, { cause });
  }
  const parsed = configSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${file}: ${issue.path.join('.')}: ${issue.message}`);
  }
  return parsed.data;
}

function fromEntry(
  entry: NonNullable<DockerConfig['auths']>[string],
): RegistryCredentials | undefined {
  if (entry.identitytoken) {
    return { username: '<token>', password: entry.identitytoken };
  }
  if (entry.auth) {
    const decoded = Buffer.from(entry.auth, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    if (colon < 1) return undefined;
    return {
      username: decoded.slice(0, colon),
      password: decoded.slice(colon + 1).replace(/\0+$/, ''),
    };
  }
  return entry.username && entry.password
    ? { username: entry.username, password: entry.password }
    : undefined;
}

/** Runs `docker-credential-<helper> get`; a helper that knows nothing is no error. */
async function askHelper(
  helper: string,
  key: string,
): Promise<RegistryCredentials | undefined> {
  if (!helperName.test(helper)) {
    throw new Error(`'${helper}' is no name of a Docker credential helper`);
  }
  const output = await new Promise<string | undefined>(resolve => {
    const child = execFile(
      `docker-credential-${helper}`,
      ['get'],
      { timeout: 15_000, maxBuffer: 1024 * 1024, env: process.env },
      (error, stdout) => resolve(error ? undefined : stdout),
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(key);
  });
  if (!output) return undefined;
  try {
    const { Username, Secret } = helperAnswer.parse(JSON.parse(output));
    return { username: Username, password: Secret };
  } catch {
    return undefined;
  }
}
