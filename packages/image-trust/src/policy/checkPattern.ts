import { normalizeRepository } from '../statement/normalizeRepository';
import { isGlob } from './glob';
import type { Problem } from './Problem';

type Said = Pick<Problem, 'problem' | 'fix'>;

/** The one thing that a pattern may refer to. */
export const componentRepository = '${component.repository}';

const variables = /\$\{[^}]*\}?/g;
const owned = /^[a-z][a-z0-9+.-]*:\/\/[^/*$@]+\/[^/*$]+\//;

/**
 * Says why a pattern for names of builds could accept strangers, if it could.
 * A wildcard may stand only below an owner, because everybody can register
 * another owner at a public host.
 */
export function checkOwnedPattern(pattern: string): Said | undefined {
  const wrongVariable = checkVariables(pattern);
  if (wrongVariable) return wrongVariable;
  if (pattern.startsWith(`${componentRepository}/`)) return undefined;
  if (pattern === componentRepository || !isGlob(pattern)) return undefined;
  if (pattern.startsWith('*')) {
    return {
      problem: `'${pattern}' begins with a wildcard and so accepts anybody's`,
      fix: 'Begin with the scheme, host and owner, as https://github.com/acme/….',
    };
  }
  if (!pattern.includes('://')) {
    return {
      problem: `'${pattern}' is no address, and a wildcard in another name could accept strangers`,
      fix: 'Write the name exactly, one identity for each.',
    };
  }
  if (owned.test(pattern)) return undefined;
  return /^[^:]+:\/\/[^/]*\*/.test(pattern)
    ? {
        problem: `'${pattern}' has a wildcard in its host and so accepts hosts of others`,
        fix: 'Write the host exactly.',
      }
    : {
        problem: `'${pattern}' accepts every owner, or every owner whose name begins so, at that host`,
        fix: 'Write the owner exactly and a / behind it before the first wildcard.',
      };
}

/** As {@link checkOwnedPattern}, for addresses of source repositories. */
export function checkRepository(pattern: string): Said | undefined {
  const danger = checkOwnedPattern(pattern);
  if (danger || pattern.startsWith(componentRepository)) return danger;
  const address = normalizeRepository(pattern);
  if (!address) {
    return {
      problem: `'${pattern.slice(0, 200)}' is no address of a repository`,
      fix: 'Write it as https://github.com/acme/shop.',
    };
  }
  return address.ref || address.commit
    ? {
        problem: 'names a ref or commit behind the repository',
        fix: `Write '${address.repository}', and the ref in its own field.`,
      }
    : undefined;
}

/** A ref, or several below `refs/heads/` or `refs/tags/`. */
export function checkRef(pattern: string): Said | undefined {
  if (pattern.includes('${')) return checkVariables(pattern);
  if (!isGlob(pattern) || /^refs\/(heads|tags)\//.test(pattern)) {
    return undefined;
  }
  return {
    problem: `'${pattern}' also accepts refs of pull requests`,
    fix: 'Begin with refs/heads/ or refs/tags/.',
  };
}

/** Registry and repository, the registry written out. */
export function checkImagePattern(pattern: string): Said | undefined {
  if (pattern.includes('@') || /:[^/]*$/.test(pattern)) {
    return {
      problem: 'has a tag or digest, and rules are about repositories',
      fix: `Write '${pattern.replace(/[:@][^/]*$/, '')}'.`,
    };
  }
  const [registry] = pattern.split('/');
  const named =
    /[.:]/.test(registry) || registry === 'localhost' || isGlob(registry);
  return named
    ? undefined
    : {
        problem: `'${pattern}' names no registry`,
        fix: `Write the registry before it, as docker.io/${pattern}.`,
      };
}

function checkVariables(pattern: string): Said | undefined {
  const found = pattern.match(variables) ?? [];
  const unknown = found.find(name => name !== componentRepository);
  if (unknown !== undefined) {
    return {
      problem: `'${unknown}' is nothing that can be referred to`,
      fix: `Write ${componentRepository}, which is all that can be.`,
    };
  }
  const rest = pattern.slice(componentRepository.length);
  const leads = pattern.startsWith(componentRepository);
  if (found.length > 1 || (found.length === 1 && !leads)) {
    return {
      problem: `${componentRepository} is not at the beginning`,
      fix: 'Begin with it.',
    };
  }
  if (leads && rest !== '' && !rest.startsWith('/')) {
    return {
      problem: `'${rest[0]}' follows ${componentRepository}, so other repositories whose name begins alike could match`,
      fix: 'End there, or go on with /.',
    };
  }
  return undefined;
}
