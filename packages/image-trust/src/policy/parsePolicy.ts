import { dirname, resolve } from 'node:path';
import { json } from '@sigstore/core';
import { Digest, digestOf } from '../oci/digest';
import type { TrustDomainSource } from '../trust/TrustDomainSource';
import { findDangers } from './findDangers';
import { PolicyDocument, policySchema } from './Policy';
import type { Problem } from './Problem';
import { formatPath, readYaml } from './readYaml';
import { toTrustDomainSource } from './toTrustDomainSource';

/** A policy that holds together, ready to judge with. */
export type Policy = Pick<PolicyDocument, 'identities' | 'rules'> & {
  /** SHA-256 of the normal form: comments, order of fields and layout do not change it, nor does the place of the file. */
  digest: Digest;
  /** For a {@link TrustDomainStore}; its files are resolved from the policy's folder. */
  trustDomains: readonly TrustDomainSource[];
};

export type ParsedPolicy =
  | { policy: Policy }
  | { problems: readonly Problem[] };

/**
 * Reads an `image-trust.yaml`. A policy that could accept everything, or says
 * something that would never count, is refused with the line and the reason.
 *
 * @param options.path - where the file is; relative paths in it start there
 */
export function parsePolicy(
  text: string,
  options: { path: string },
): ParsedPolicy {
  const read = readYaml(text, policySchema);
  if ('problems' in read) return read;
  const { value, locate } = read;
  const dangers = findDangers(value);
  if (dangers.length > 0) {
    return {
      problems: dangers
        .map(({ path, problem, fix }) => ({
          ...locate(path),
          field: formatPath(path),
          problem,
          fix,
        }))
        .sort((a, b) => a.line - b.line || a.column - b.column),
    };
  }
  const folder = dirname(resolve(options.path));
  const { identities, rules, trustDomains } = value;
  return {
    policy: {
      identities,
      rules,
      digest: digestOf(Buffer.from(json.canonicalize(value))),
      trustDomains: trustDomains.map(domain =>
        toTrustDomainSource(domain, folder),
      ),
    },
  };
}
