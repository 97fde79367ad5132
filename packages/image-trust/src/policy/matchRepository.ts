import {
  isSameRepository,
  normalizeRepository,
} from '../statement/normalizeRepository';
import { compileGlob, isGlob } from './glob';

type Literals = Readonly<Record<string, string>>;

const reference = '${component.repository}';

/** Whether a pattern refers to the component. */
export function refersToComponent(pattern: string): boolean {
  return pattern.includes('${');
}

/**
 * Whether a repository is one that a pattern names, whatever form its address
 * is written in.
 */
export function matchesRepository(
  pattern: string,
  repository: string,
  literals: Literals = {},
): boolean {
  if (pattern === reference) {
    const own = literals['component.repository'];
    return own !== undefined && isSameRepository(own, repository);
  }
  if (!isGlob(pattern)) return isSameRepository(pattern, repository);
  const address = normalizeRepository(repository);
  if (!address) return false;
  // These hosts do not tell upper from lower case.
  const folds = /^https:\/\/(?:github|gitlab)\.com\//.test(address.repository);
  const fold = (text: string) => (folds ? text.toLowerCase() : text);
  return compileGlob(fold(pattern), literals).matches(fold(address.repository));
}
