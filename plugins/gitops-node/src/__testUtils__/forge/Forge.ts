import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BareRepository } from '../git/BareRepository';
import { ForgeRepository } from './ForgeRepository';

/** What the fakes of GitHub and GitLab have in common: repositories with pull requests, over Git itself. */
export class Forge {
  readonly directory: string;
  readonly #repositories = new Map<string, ForgeRepository>();

  static async create(): Promise<Forge> {
    return new Forge(await mkdtemp(join(tmpdir(), 'gitops-forge-')));
  }

  private constructor(directory: string) {
    this.directory = directory;
  }

  find(fullName: string): ForgeRepository | undefined {
    return this.#repositories.get(fullName.toLowerCase());
  }

  /** Undefined when the name is used. */
  async add(
    fullName: string,
    options: { visibility: string; description?: string },
  ): Promise<ForgeRepository | undefined> {
    const key = fullName.toLowerCase();
    if (this.#repositories.has(key)) return undefined;
    const repository = new ForgeRepository({
      ...options,
      id: this.#repositories.size + 1,
      fullName,
      bare: await BareRepository.init(join(this.directory, `${fullName}.git`)),
    });
    this.#repositories.set(key, repository);
    return repository;
  }

  /** Somebody with the right to approves a pull request. */
  async approve(fullName: string, number: number): Promise<void> {
    const found = await this.find(fullName)?.pullRequest(number);
    if (!found) throw new Error(`${fullName} has no pull request ${number}`);
    found.approvals += 1;
  }

  async close(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}
