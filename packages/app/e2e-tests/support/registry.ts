import { expect } from '@playwright/test';
import { credentials, ports } from './platform';

const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
].join(', ');

async function ask(route: string, init: RequestInit = {}): Promise<Response> {
  const login = `pipeline:${credentials().registryPassword}`;
  const response = await fetch(
    `http://127.0.0.1:${ports().registry}/v2/${route}`,
    {
      ...init,
      headers: {
        Accept: manifestTypes,
        Authorization: `Basic ${Buffer.from(login).toString('base64')}`,
        ...init.headers,
      },
    },
  );
  expect(response.status, `${init.method ?? 'GET'} ${route}`).toBeLessThan(400);
  return response;
}

/**
 * Takes everything away that is attached to an image: signatures, provenance
 * and scans.
 *
 * @returns puts it all back
 */
export async function detachAll(
  repository: string,
  digest: string,
): Promise<() => Promise<void>> {
  const { manifests } = (await (
    await ask(`${repository}/referrers/${digest}`)
  ).json()) as { manifests: { digest: string; mediaType: string }[] };
  expect(manifests.length).toBeGreaterThan(0);
  const taken: { route: string; type: string; body: string }[] = [];
  for (const { digest: attached, mediaType: type } of manifests) {
    const route = `${repository}/manifests/${attached}`;
    taken.push({ route, type, body: await (await ask(route)).text() });
    await ask(route, { method: 'DELETE' });
  }
  return async () => {
    for (const { route, type, body } of taken) {
      await ask(route, {
        method: 'PUT',
        body,
        headers: { 'Content-Type': type },
      });
    }
  };
}
