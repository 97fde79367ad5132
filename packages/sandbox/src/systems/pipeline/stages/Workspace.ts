import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { Commit, GitHostClient } from '../clients/GitHostClient';
import { RunSubject } from '../runs/Run';

export type WorkspaceFile = {
  content: Buffer;
  /** Whether the file may be executed. */
  executable: boolean;
  /** Where a symbolic link points to. */
  link?: string;
};

export type WorkspaceFiles = ReadonlyMap<string, WorkspaceFile>;

/** A repository's content at a commit, fetched once a run. */
export class Workspace {
  readonly #gitHost: GitHostClient;
  readonly #subject: RunSubject;
  #loaded: Promise<{ files: WorkspaceFiles; commit: Commit }> | undefined;

  constructor(gitHost: GitHostClient, subject: RunSubject) {
    this.#gitHost = gitHost;
    this.#subject = subject;
  }

  async files(): Promise<WorkspaceFiles> {
    return (await this.#load()).files;
  }

  async commit(): Promise<Commit> {
    return (await this.#load()).commit;
  }

  /** The text of a file; undefined when it is not there. */
  async read(path: string): Promise<string | undefined> {
    return (await this.files()).get(path)?.content.toString('utf8');
  }

  #load() {
    this.#loaded ??= this.#fetch();
    return this.#loaded;
  }

  async #fetch() {
    const [commit, archive] = await Promise.all([
      this.#gitHost.getCommit(this.#subject, this.#subject.commit),
      this.#gitHost.fetchArchive(this.#subject, this.#subject.commit),
    ]);
    return { commit, files: await readArchive(archive) };
  }
}

/** Files of a gzipped tar by path, without its one top directory. */
export async function readArchive(archive: Buffer): Promise<WorkspaceFiles> {
  const files = new Map<string, WorkspaceFile>();
  const entries = extract();
  entries.end(gunzipSync(archive));
  for await (const entry of entries) {
    const { name, type, mode = 0, linkname } = entry.header;
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    const path = name.split('/').slice(1).join('/');
    if (path && (type === 'file' || type === 'symlink')) {
      files.set(path, {
        content: Buffer.concat(chunks),
        executable: (mode & 0o100) !== 0,
        ...(type === 'symlink' ? { link: linkname! } : {}),
      });
    }
  }
  return files;
}
