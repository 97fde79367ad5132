import { InputError } from '@backstage/errors';

/** Which workloads are meant, and which component each of them names. */
export type WorkloadPattern = {
  /** Any when undefined. */
  cluster?: string;
  namespace: RegExp;
  /** Any when undefined. */
  workload?: RegExp;
};

const placeholder = /\{([^}]*)\}|\*/g;
const namePart = '[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?';

/** @throws InputError naming the key of what cannot be used */
export function readWorkloadPattern(
  written: { cluster?: string; namespace: string; workload?: string },
  key: string,
): WorkloadPattern {
  const { cluster, namespace, workload } = written;
  return {
    cluster,
    namespace: compile(namespace, `${key}.namespace`),
    workload:
      workload === undefined ? undefined : compile(workload, `${key}.workload`),
  };
}

function compile(text: string, key: string): RegExp {
  const seen = new Set<string>();
  let pattern = '';
  let end = 0;
  for (const match of text.matchAll(placeholder)) {
    const [all, name] = match;
    pattern += escaped(text.slice(end, match.index));
    end = match.index + all.length;
    if (name === undefined) {
      pattern += '.*';
    } else if (name !== 'name' && name !== 'entityNamespace') {
      throw new InputError(
        `${key} has '${all}'; only {name}, {entityNamespace} and * are filled in`,
      );
    } else {
      pattern += seen.has(name) ? `\\k<${name}>` : `(?<${name}>${namePart})`;
      seen.add(name);
    }
  }
  return new RegExp(`^${pattern}${escaped(text.slice(end))}$`);
}

function escaped(text: string): string {
  return text.replace(/[.^$+?()[\]{}|\\*]/g, '\\$&');
}

/** What a pattern makes of a workload: undefined where it does not match. */
export function matchWorkload(
  pattern: WorkloadPattern,
  place: { cluster: string; namespace: string; workload: string },
): { name?: string; entityNamespace?: string } | undefined {
  if (pattern.cluster !== undefined && pattern.cluster !== place.cluster) {
    return undefined;
  }
  const byNamespace = pattern.namespace.exec(place.namespace);
  const byWorkload = pattern.workload?.exec(place.workload);
  if (!byNamespace || (pattern.workload && !byWorkload)) return undefined;
  const [a, b] = [byNamespace.groups ?? {}, byWorkload?.groups ?? {}];
  const agree = (group: string) =>
    a[group] === undefined || b[group] === undefined || a[group] === b[group];
  if (!agree('name') || !agree('entityNamespace')) return undefined;
  return {
    name: a.name ?? b.name,
    entityNamespace: a.entityNamespace ?? b.entityNamespace,
  };
}
