import type { CertificateSigner, Verified } from '../verify/Verdict';
import { compileGlob } from './glob';
import { matchesRepository, refersToComponent } from './matchRepository';
import type { PolicyIdentity } from './PolicyIdentity';

type Literals = Readonly<Record<string, string>>;

/** Whether an identity can be compared only when the component is known. */
export function needsComponent({ subject, repository }: PolicyIdentity) {
  return [subject, repository].some(
    pattern => pattern !== undefined && refersToComponent(pattern),
  );
}

/**
 * Whether evidence was signed by an identity of the policy: in its trust
 * domain, for the same name under another authority is another name.
 *
 * A key's name is that of the first domain in which the evidence holds, so a
 * key that two domains list counts for the first of them.
 */
export function matchesIdentity(
  identity: PolicyIdentity,
  verified: Pick<Verified, 'domains' | 'signer'>,
  literals: Literals | undefined,
): boolean {
  const { domains, signer } = verified;
  if (signer.kind === 'key') {
    return (
      identity.key === signer.name &&
      identity.trustDomain === domains[0] &&
      identity.issuer === undefined
    );
  }
  if (needsComponent(identity) && !literals) return false;
  return (
    identity.key === undefined &&
    domains.includes(identity.trustDomain) &&
    identity.issuer !== undefined &&
    identity.issuer === signer.issuer &&
    matchesCertificate(identity, signer, literals ?? {})
  );
}

function matchesCertificate(
  { subject, repository, ref, workflow }: PolicyIdentity,
  { identity, identityType, build }: CertificateSigner,
  literals: Literals,
): boolean {
  // Neither would leave nothing that is compared with the holder.
  if (subject === undefined && repository === undefined) return false;
  if (subject !== undefined) {
    const asksForUri = subject.includes('://') || refersToComponent(subject);
    if (asksForUri !== (identityType === 'uri')) return false;
    if (!compileGlob(subject, literals).matches(identity)) return false;
  }
  if (repository !== undefined) {
    const { sourceRepository } = build;
    if (
      !sourceRepository ||
      !matchesRepository(repository, sourceRepository, literals)
    ) {
      return false;
    }
  }
  return (
    matchesText(ref, build.sourceRef) &&
    matchesText(workflow, workflowPathOf(build))
  );
}

function matchesText(pattern: string | undefined, text: string | undefined) {
  if (pattern === undefined) return true;
  return text !== undefined && compileGlob(pattern).matches(text);
}

/** The path of `https://host/owner/repository/.github/workflows/ci.yaml@refs/heads/main`, which GitLab begins with another `/`. */
function workflowPathOf({
  buildConfigUri,
  sourceRepository,
}: CertificateSigner['build']): string | undefined {
  if (!sourceRepository || !buildConfigUri) return undefined;
  if (!buildConfigUri.startsWith(`${sourceRepository}/`)) return undefined;
  const path = buildConfigUri.slice(sourceRepository.length);
  const at = path.lastIndexOf('@');
  return path.slice(0, at < 0 ? undefined : at).replace(/^\/+/, '');
}
