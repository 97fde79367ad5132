import {
  formatReference,
  InvalidReferenceError,
  parseReference,
} from '../oci/reference';
import type { ComponentContext } from './ComponentContext';
import { compileGlob } from './glob';
import type { PolicyRule } from './PolicyRule';

export type MatchedRule =
  | { rule: PolicyRule; applies: 'yes' }
  /** It may be the one, and only the component's name would tell. */
  | { rule: PolicyRule; applies: 'depends-on-component' };

/**
 * The first rule that matches. A rule about components that nobody can compare
 * ends the search: going on could end at a rule that asks for less.
 *
 * @param options.reference - as the image was pulled; its tag and digest do not matter
 */
export function matchRule(
  rules: readonly PolicyRule[],
  options: { reference: string; component?: ComponentContext },
): MatchedRule | undefined {
  const { component } = options;
  const image = repositoryOf(options.reference);
  for (const rule of rules) {
    const { images, components } = rule.match;
    const matchesImage =
      !images ||
      (image !== undefined &&
        images.some(pattern => imageGlob(pattern).matches(image)));
    if (!matchesImage) continue;
    if (!components) return { rule, applies: 'yes' };
    if (!component) return { rule, applies: 'depends-on-component' };
    if (components.some(text => compileGlob(text).matches(component.name))) {
      return { rule, applies: 'yes' };
    }
  }
  return undefined;
}

/** Docker Hub's registry has a short name, which people write. */
function imageGlob(pattern: string) {
  return compileGlob(pattern.replace(/^docker\.io\//, 'index.docker.io/'));
}

function repositoryOf(reference: string): string | undefined {
  try {
    const { registry, repository } = parseReference(reference);
    return formatReference({ registry, repository });
  } catch (error) {
    if (error instanceof InvalidReferenceError) return undefined;
    throw error;
  }
}
