import { InputError } from '@backstage/errors';

const LENGTH = 60;

/** The branch for a proposal of this title: the same one each time. */
export function branchNameFor(title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLocaleLowerCase('en-US')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, LENGTH)
    .replace(/-$/, '');
  if (!slug) {
    throw new InputError(
      `branch: cannot be made from the title ${JSON.stringify(
        title,
      )}, so it has to be given`,
    );
  }
  return `portolan/${slug}`;
}
