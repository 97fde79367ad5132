import { dialError } from '../../../http/dialError';
import { request } from '../../../http/request';

/** Names of a repository's branches and tags and what they point to. */
export type Refs = ReadonlyMap<string, string>;

/**
 * Asks a Git host over its smart HTTP protocol which refs a repository has.
 *
 * One request without starting git: this is what is repeated every few
 * seconds for as long as an Application follows a branch.
 *
 * @throws with the message that Argo CD writes into conditions
 */
export async function listRefs(options: {
  repoURL: string;
  authorization?: string;
}): Promise<Refs> {
  const { repoURL, authorization } = options;
  if (!/^https?:\/\//.test(repoURL)) {
    throw new Error(
      `failed to list refs: ${repoURL}: only http and https are supported`,
    );
  }
  const url = `${repoURL.replace(/\/$/, '')}/info/refs?service=git-upload-pack`;
  const response = await request({
    url,
    method: 'GET',
    headers: authorization ? { authorization } : {},
    timeoutMs: 15_000,
  }).catch(error => {
    throw new Error(`failed to list refs: Get "${url}": ${dialError(error)}`);
  });
  const text = response.body.toString('utf8');
  switch (response.status) {
    case 200:
      return parseAdvertisement(response.body);
    case 401:
      throw new Error(`failed to list refs: authentication required: ${text}`);
    case 403:
      throw new Error(`failed to list refs: authorization failed: ${text}`);
    case 404:
      throw new Error(`failed to list refs: repository not found: ${text}`);
    default:
      throw new Error(
        `failed to list refs: unexpected client error: unexpected requesting "${url}" status code: ${response.status}`,
      );
  }
}

/** Reads the advertisement's packet lines: four hex digits of length, then `<sha> <name>`. */
export function parseAdvertisement(body: Buffer): Refs {
  const refs = new Map<string, string>();
  let offset = 0;
  while (offset + 4 <= body.length) {
    const length = Number.parseInt(
      body.toString('latin1', offset, offset + 4),
      16,
    );
    if (Number.isNaN(length)) break;
    // 0000 ends a section and has no content.
    const end = offset + Math.max(length, 4);
    const line = body.toString('utf8', offset + 4, end);
    const match = /^([0-9a-f]{40,64}) ([^\0\n]+)/.exec(line);
    if (match) refs.set(match[2], match[1]);
    offset = end;
  }
  // An empty repository advertises only what it can do.
  refs.delete('capabilities^{}');
  return refs;
}
