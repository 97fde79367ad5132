import { InputError } from '@backstage/errors';
import { parseCelPolicy } from './parseCelPolicy';
import { parseLegacyPolicy } from './parseLegacyPolicy';
import type { ParsedPolicy } from './ParsedPolicy';

const parsers: Readonly<Record<string, (object: unknown) => ParsedPolicy>> = {
  ValidatingPolicy: parseCelPolicy,
  NamespacedValidatingPolicy: parseCelPolicy,
  ImageValidatingPolicy: parseCelPolicy,
  NamespacedImageValidatingPolicy: parseCelPolicy,
  ValidatingAdmissionPolicy: parseCelPolicy,
  ClusterPolicy: parseLegacyPolicy,
  Policy: parseLegacyPolicy,
};

/**
 * Reads a policy of any kind that can hold something back. Pure.
 *
 * @throws Error naming the field when the policy makes no sense
 */
export function parsePolicy(object: {
  kind: string;
  [field: string]: unknown;
}): ParsedPolicy {
  const parse = parsers[object.kind];
  if (!parse) throw new InputError(`kind: ${object.kind} is no policy`);
  return parse(object);
}
