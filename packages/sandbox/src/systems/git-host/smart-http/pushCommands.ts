import { isObjectId, zeroId } from '../git/names';
import { RefChange } from '../pushes/RefChange';

/**
 * The refs that a `git push` asks to move: what stands before the pack in the
 * body of a receive-pack request. Each line has its length in four hexadecimal
 * digits before it; `0000` ends the list.
 */
export function readPushCommands(body: Buffer): RefChange[] {
  const commands: RefChange[] = [];
  let at = 0;
  while (at + 4 <= body.length) {
    const length = parseInt(body.toString('latin1', at, at + 4), 16);
    if (!(length > 4)) break;
    // The first line has the client's capabilities behind a NUL.
    const [line] = body.toString('utf8', at + 4, at + length).split('\0', 1);
    const [from, to, ...ref] = line.trimEnd().split(' ');
    if (isObjectId(from) && isObjectId(to) && ref.length > 0) {
      commands.push({
        ref: ref.join(' '),
        before: from === zeroId ? undefined : from,
        after: to === zeroId ? undefined : to,
      });
    }
    at += length;
  }
  return commands;
}
