import { quote } from '../policy/quote';
import type { Io } from './Io';

/**
 * Says something to the person who called, on stderr. It may quote what a
 * registry or a file of somebody else's said, so nothing in it steers the
 * terminal.
 */
export function warn({ stderr }: Pick<Io, 'stderr'>, text: string): void {
  const lines = text.split('\n').map(line => quote(line, 2000));
  stderr.write(`image-trust: ${lines.join('\n')}\n`);
}
