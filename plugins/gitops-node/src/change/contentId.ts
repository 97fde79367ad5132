import { createHash } from 'node:crypto';
import { gitBlobSha } from './gitBlobSha';
import { ProposedFile } from './ProposedFile';

/*
 * A proposal is known again by what it proposes, not by who asked or when:
 * its content id is written into the commit's message (a trailer) and into the
 * pull request's text (a comment that renders as nothing). So a second call
 * finds the branch that the first one left behind when it was interrupted, the
 * pull request that is open, and the one that people merged or closed, also
 * after they added commits of their own to it.
 */

const TRAILER = /^Gitops-Content-Id: ([0-9a-f]{64})$/m;
const COMMENT = /<!-- gitops-content-id: ([0-9a-f]{64}) -->/;

/** The id of a proposal: the same files for the same base have the same id, in any order. */
export function contentIdOf(
  base: string,
  files: readonly ProposedFile[],
): string {
  const lines = files.map(file =>
    file.mode === 'delete'
      ? ['delete', file.path]
      : [file.mode, file.path, gitBlobSha(Buffer.from(file.content))],
  );
  lines.sort((a, b) => (a[1] < b[1] ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([base, lines]))
    .digest('hex');
}

/** A commit message that carries the id as a trailer. */
export function withContentTrailer(message: string, id: string): string {
  return `${message.trim()}\n\nGitops-Content-Id: ${id}\n`;
}

/** A pull request text that carries the id where people do not see it. */
export function withContentComment(body: string, id: string): string {
  return `${body.trim()}\n\n<!-- gitops-content-id: ${id} -->\n`.trimStart();
}

/** The text of a pull request that a newer one takes the place of: nobody's proposal any more. */
export function withoutContentComment(body: string, reason: string): string {
  return `${body.replace(COMMENT, '').trim()}\n\n${reason}\n`.trimStart();
}

/** The id in a commit's message, when the commit is a proposal's. */
export function readContentTrailer(message: string): string | undefined {
  return TRAILER.exec(message)?.[1];
}

/** The id in a pull request's text, when the pull request is a proposal. */
export function readContentComment(body: string): string | undefined {
  return COMMENT.exec(body)?.[1];
}
