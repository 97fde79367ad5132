import { parseJsonFields, parseLogfmtFields } from './logql/parseLine';

const words: Array<[level: string, pattern: RegExp]> = [
  ['fatal', /\bfatal\b/i],
  ['error', /\berror\b|\berr:/i],
  ['warn', /\bwarn(ing)?\b/i],
  ['debug', /\bdebug\b/i],
  ['info', /\binfo\b/i],
];

/** The level that Loki adds to each line when it is pushed. */
export function detectLevel(line: string): string {
  const fields = line.startsWith('{')
    ? parseJsonFields(line)
    : parseLogfmtFields(line);
  const named = (fields?.level ?? fields?.severity ?? '').toLowerCase();
  if (named) return named === 'warning' ? 'warn' : named;
  return words.find(([, pattern]) => pattern.test(line))?.[0] ?? 'unknown';
}
