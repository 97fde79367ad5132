import { WatchedKind } from '../projection/WatchedKind';
import { ClusterFailure } from './ClusterFailure';
import { ClusterHttp } from './ClusterHttp';
import { parseAnswer } from './parseAnswer';
import { groupPath, versionPath } from './resourcePath';
import { groupListSchema, groupSchema, resourceListSchema } from './schema';

/**
 * The first of the kind's versions that the cluster serves, or undefined when it does not
 * have the kind. That is said only by a cluster that answers discovery as an API server
 * does: what merely answers 404 may be a proxy in front of nothing, and then nothing is
 * known of the kind.
 *
 * @throws ClusterFailure
 */
export async function discoverVersion(
  http: ClusterHttp,
  kind: WatchedKind,
  options: { signal: AbortSignal },
): Promise<string | undefined> {
  try {
    const served = kind.group
      ? await servedVersions(http, kind.group, options)
      : kind.versions;
    for (const version of kind.versions) {
      if (
        served.includes(version) &&
        (await servesPlural(http, { kind, version }, options))
      ) {
        return version;
      }
    }
    return undefined;
  } catch (error) {
    // Discovery closed to this account: the list itself will tell.
    if (error instanceof ClusterFailure && error.code === 'denied') {
      return kind.versions[0];
    }
    throw error;
  }
}

async function servedVersions(
  http: ClusterHttp,
  group: string,
  options: { signal: AbortSignal },
): Promise<string[]> {
  const text = await getUnlessMissing(http, groupPath(group), options);
  if (text !== undefined) {
    const { versions } = parseAnswer(groupSchema, text, `group ${group}`);
    return versions.map(({ version }) => version);
  }
  const all = await http.getText('/apis', options);
  const { groups } = parseAnswer(groupListSchema, all, 'list of groups');
  if (groups.some(({ name }) => name === group)) {
    throw new ClusterFailure(
      'failing',
      `says both that it has and that it has not the group ${group}`,
    );
  }
  return [];
}

async function servesPlural(
  http: ClusterHttp,
  { kind, version }: { kind: WatchedKind; version: string },
  options: { signal: AbortSignal },
): Promise<boolean> {
  const path = versionPath(kind.group, version);
  const text = kind.group
    ? await getUnlessMissing(http, path, options)
    : await http.getText(path, options);
  if (text === undefined) return false;
  return parseAnswer(
    resourceListSchema,
    text,
    `resources of ${path}`,
  ).resources.some(({ name }) => name === kind.plural);
}

async function getUnlessMissing(
  http: ClusterHttp,
  path: string,
  options: { signal: AbortSignal },
): Promise<string | undefined> {
  try {
    return await http.getText(path, options);
  } catch (error) {
    if (error instanceof ClusterFailure && error.code === 'not-found') {
      return undefined;
    }
    throw error;
  }
}
