import { sha256 } from '../access/passwords';
import { GitHostState } from '../state/GitHostState';

/** A person's or organisation's first letters on a colour of their own, as an SVG. */
export function avatar(state: GitHostState, hash: string): string {
  const owner = state.owners.find(
    ({ name }) => sha256(name).slice(0, 32) === hash,
  );
  const letters = (owner?.fullName || owner?.name || '?')
    .split(/[\s._-]+/)
    .map(part => part.charAt(0))
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 2)
    .toUpperCase();
  const hue = parseInt(sha256(hash).slice(0, 4), 16) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img"><rect width="64" height="64" fill="hsl(${hue} 45% 35%)"/><text x="32" y="42" font-family="sans-serif" font-size="28" fill="#fff" text-anchor="middle">${letters}</text></svg>`;
}
