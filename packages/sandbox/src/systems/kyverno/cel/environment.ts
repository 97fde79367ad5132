import { Environment } from '@marcbachmann/cel-js';
import { ImageReference, parseImageReference } from './imageReference';

/** What an expression of a policy may name. */
const variables = [
  'object',
  'oldObject',
  'request',
  'namespaceObject',
  'variables',
  'exceptions',
  'authorizer',
  'params',
];

/**
 * CEL as ValidatingPolicies have it: Kubernetes' variables and Kyverno's
 * functions on image references. Of Kyverno's other libraries (`http`,
 * `resource`, `globalContext`, `imagedata`) there is none: an expression that
 * uses one does not compile, and its policy says so.
 */
function createEnvironment(): Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
  });
  environment.registerType('Image', ImageReference);
  const image = (text: unknown) => parseImageReference(String(text));
  environment
    .registerFunction('image(string): Image', image)
    .registerFunction('parseImageReference(string): Image', image)
    .registerFunction('isImage(string): bool', (text: string) => {
      try {
        return Boolean(parseImageReference(text));
      } catch {
        return false;
      }
    })
    .registerFunction(
      'Image.registry(): string',
      (each: ImageReference) => each.registry,
    )
    .registerFunction(
      'Image.repository(): string',
      (each: ImageReference) => each.repository,
    )
    .registerFunction('Image.tag(): string', (each: ImageReference) => each.tag)
    .registerFunction(
      'Image.digest(): string',
      (each: ImageReference) => each.digest,
    )
    .registerFunction(
      'Image.identifier(): string',
      (each: ImageReference) => each.identifier,
    )
    .registerFunction('Image.containsDigest(): bool', (each: ImageReference) =>
      Boolean(each.digest),
    );
  variables.forEach(name => environment.registerVariable(name, 'dyn'));
  return environment;
}

const environment = createEnvironment();

export type Expression = (context: Record<string, unknown>) => unknown;

export class CompileError extends Error {}

/** @throws CompileError for what is no CEL, or names what there is not */
export function compile(expression: string): Expression {
  try {
    const parsed = environment.parse(expression);
    const { valid, error } = parsed.check();
    if (!valid) throw error;
    return context => parsed(context);
  } catch (error) {
    throw new CompileError((error as Error).message);
  }
}
