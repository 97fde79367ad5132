import { JsonClient } from '../../../http/JsonClient';

const encode = (text: string) => Buffer.from(text).toString('base64');

/** Makes a repository of organisation `shop` with these files in one commit. */
export async function createRepository(
  git: JsonClient,
  options: { name: string; files: Record<string, string> },
): Promise<void> {
  await git.post('/orgs/shop/repos', {
    name: options.name,
    auto_init: true,
    default_branch: 'main',
  });
  await git.post(`/repos/shop/${options.name}/contents`, {
    message: 'Chart',
    branch: 'main',
    files: Object.entries(options.files).map(([path, text]) => ({
      operation: 'create',
      path,
      content: encode(text),
    })),
  });
}

/** The id of a file's present content. */
export async function blobOf(
  git: JsonClient,
  options: { name: string; path: string },
): Promise<string> {
  const { sha } = await git.get<{ sha: string }>(
    `/repos/shop/${options.name}/contents/${options.path}`,
  );
  return sha;
}

/** Commits a new content of a file; without `text` the file is removed. */
export async function commitFile(
  git: JsonClient,
  options: { name: string; path: string; text?: string },
): Promise<string> {
  const sha = await blobOf(git, options);
  const { commit } = await git.request<{ commit: { sha: string } }>(
    options.text === undefined ? 'DELETE' : 'PUT',
    `/repos/shop/${options.name}/contents/${options.path}`,
    {
      message: `Change ${options.path}`,
      sha,
      ...(options.text !== undefined && { content: encode(options.text) }),
    },
  );
  return commit.sha;
}
