export const zeroId = '0'.repeat(40);

export function isObjectId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** The start of an object id, long enough to be meant as one. */
export function isAbbreviatedId(text: string): boolean {
  return /^[0-9a-f]{7,40}$/.test(text);
}

// What `git check-ref-format` refuses: a blank, a control character, and what has a meaning in revisions.
const forbiddenInRef =
  /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[/.-]|\/\.|[/.]$|\.lock(\/|$)|^@$/u;

/** Whether git takes this as a branch or tag name (`git check-ref-format --branch`). */
export function isRefName(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !forbiddenInRef.test(name);
}

export function branchRef(branch: string): string {
  return `refs/heads/${branch}`;
}

export function tagRef(tag: string): string {
  return `refs/tags/${tag}`;
}

/** The branch of a full ref name, if it is one. */
export function branchOf(ref: string): string | undefined {
  return ref.startsWith('refs/heads/') ? ref.slice(11) : undefined;
}
