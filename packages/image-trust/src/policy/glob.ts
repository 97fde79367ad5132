/** A compiled pattern: whole strings only. */
export type Glob = {
  readonly pattern: string;
  matches(text: string): boolean;
};

type Step =
  | { kind: 'literal'; character: string }
  /** `*`: any characters but `/`, or none. */
  | { kind: 'segment' }
  /** `**`: any characters, or none. */
  | { kind: 'any' };

/**
 * Compiles a pattern in which `*` stands for any characters within a segment
 * of a path and `**` for any characters at all; everything else stands for
 * itself, and the whole text must match.
 *
 * All ways through the pattern are followed at once, so the time is at most
 * the length of the text times the length of the pattern: no text that an
 * attacker writes into a certificate makes it slow.
 *
 * @param literals - values of `${…}` in the pattern; wildcards in them are ordinary characters
 */
export function compileGlob(
  pattern: string,
  literals: Readonly<Record<string, string>> = {},
): Glob {
  const steps = stepsOf(pattern, literals);
  return {
    pattern,
    matches: text => {
      let at = closure(new Set([0]), steps);
      for (const character of text) {
        const next = new Set<number>();
        for (const index of at) {
          const step = steps[index];
          if (!step) continue;
          if (step.kind === 'literal') {
            if (step.character === character) next.add(index + 1);
          } else if (step.kind === 'any' || character !== '/') {
            next.add(index);
          }
        }
        at = closure(next, steps);
        if (at.size === 0) return false;
      }
      return at.has(steps.length);
    },
  };
}

/** Whether a pattern holds a wildcard. */
export function isGlob(pattern: string): boolean {
  return pattern.includes('*');
}

/** A wildcard may also stand for nothing. */
function closure(at: Set<number>, steps: readonly Step[]): Set<number> {
  // A set that grows while it is walked is walked to its end.
  for (const index of at) {
    const step = steps[index];
    if (step && step.kind !== 'literal') at.add(index + 1);
  }
  return at;
}

function stepsOf(
  pattern: string,
  literals: Readonly<Record<string, string>>,
): Step[] {
  const parts = pattern.match(/\$\{[^}]*\}|\*\*+|[^]/gu) ?? [];
  return parts.flatMap((part): Step[] => {
    if (part === '*') return [{ kind: 'segment' }];
    if (part.startsWith('**')) return [{ kind: 'any' }];
    const name = part.length > 1 ? part.slice(2, -1) : '';
    const text = Object.hasOwn(literals, name) ? literals[name] : part;
    return [...text].map(character => ({ kind: 'literal', character }));
  });
}
