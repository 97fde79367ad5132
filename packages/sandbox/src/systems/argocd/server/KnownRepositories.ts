import { DocumentStore } from '../../../state/DocumentStore';
import { normalizeGitUrl } from '../git/normalizeGitUrl';
import { RepositoryCredential } from '../git/RepositoryCredentials';

export type KnownRepository = {
  repo: string;
  username?: string;
  password?: string;
  name?: string;
  project?: string;
};

const bucket = 'repositories';

/** The repositories that were registered through the API, and every credential: theirs and those given at start. */
export class KnownRepositories {
  readonly #store: DocumentStore;
  readonly #given: readonly RepositoryCredential[];

  constructor(options: {
    store: DocumentStore;
    given: readonly RepositoryCredential[];
  }) {
    this.#store = options.store;
    this.#given = options.given;
  }

  list(): KnownRepository[] {
    return this.#store
      .list<KnownRepository>(bucket)
      .map(([, repository]) => repository);
  }

  get(repo: string): KnownRepository | undefined {
    return this.#store.get(bucket, normalizeGitUrl(repo));
  }

  put(repository: KnownRepository): void {
    this.#store.put(bucket, normalizeGitUrl(repository.repo), repository);
  }

  delete(repo: string): void {
    this.#store.delete(bucket, normalizeGitUrl(repo));
  }

  credentials(): RepositoryCredential[] {
    const registered = this.list().flatMap(({ repo, username, password }) =>
      password ? { urlPrefix: repo, username: username ?? '', password } : [],
    );
    return [...this.#given, ...registered];
  }
}
