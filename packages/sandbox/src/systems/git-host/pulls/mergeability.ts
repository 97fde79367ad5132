import { BareRepository } from '../git/BareRepository';
import { compareTrees, FileDifference } from '../git/changes';
import { mergeBaseOf } from '../git/commits';
import { mergeTrees } from '../git/mergeTrees';

/** `nothing`: the base already has all of the head. */
export type Mergeability = 'clean' | 'conflict' | 'nothing';

/** As many answers as are worth keeping; a list of pull requests asks for the same ones again and again. */
const rememberedAnswers = 1000;

/** Answers about pairs of commits, which never change, so that each is worked out once. */
class CommitPairs<T> {
  readonly #answers = new Map<string, Promise<T>>();

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#answers.get(key);
    if (known) return known;
    const answer = ask();
    this.#answers.set(key, answer);
    answer.catch(() => this.#answers.delete(key));
    if (this.#answers.size > rememberedAnswers) {
      const [oldest] = this.#answers.keys();
      this.#answers.delete(oldest);
    }
    return answer;
  }
}

const mergeabilities = new CommitPairs<Mergeability>();
const differences = new CommitPairs<FileDifference[]>();

/** Whether a head can be merged into a base, both given as commits. */
export function mergeabilityOf(
  git: BareRepository,
  base: string,
  head: string,
): Promise<Mergeability> {
  return mergeabilities.get(`${git.directory} ${base} ${head}`, async () => {
    const common = await mergeBaseOf(git, base, head);
    if (!common) return 'conflict';
    if (common === head) return 'nothing';
    if (common === base) return 'clean';
    return (await mergeTrees(git, base, head)) ? 'clean' : 'conflict';
  });
}

/** The files that a pull request changes. */
export function changesBetween(
  git: BareRepository,
  mergeBase: string,
  head: string,
): Promise<FileDifference[]> {
  return differences.get(`${git.directory} ${mergeBase} ${head}`, () =>
    compareTrees(git, mergeBase, head),
  );
}
