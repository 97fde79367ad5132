/** What `image-trust verify` says of an image under the policy of the seed's company, with its exit code. */
export const verdictExitCodes = {
  accepted: 0,
  refused: 1,
  unknown: 2,
} as const;

export type TrustVerdict = keyof typeof verdictExitCodes;

/** An image of the seed's registry about which something is to be found out. */
export type TrustCase = {
  name: TrustCaseName;
  /** Below the organisation, with its tag: `payment-gateway:hotfix`. */
  image: string;
  /** What it is, and how it came about. */
  story: string;
  verdict: TrustVerdict;
  /** Where it runs. */
  deployedTo?: { service: string; environment: 'staging' | 'prod' };
};

export type TrustCaseName =
  | 'signed'
  | 'signed-by-person'
  | 'signed-by-other-workflow'
  | 'unsigned'
  | 'provenance-from-fork'
  | 'commit-not-on-main'
  | 'tag-moved'
  | 'old-key'
  | 'cosign-2'
  | 'expired-scan'
  | 'half-copied';

/** The images that the seed makes beside those of its services' pipelines. Which of them a policy accepts is what policies are for; this is what the company's own says. */
export const trustCases: readonly TrustCase[] = [
  {
    name: 'signed',
    image: 'quote-api:stable',
    story:
      'what every service has: built from main, signed and attested by the workflow of its own repository',
    verdict: 'accepted',
  },
  {
    name: 'signed-by-person',
    image: 'payment-gateway:hotfix',
    story:
      'Tom Becker built and signed it on his laptop, as tom.becker@meridian.example; no provenance, no scan',
    verdict: 'refused',
    deployedTo: { service: 'payment-gateway', environment: 'staging' },
  },
  {
    name: 'signed-by-other-workflow',
    image: 'template-renderer:bundled',
    story:
      'the workflow of notify-service built, signed and attested it along with its own image',
    verdict: 'refused',
  },
  {
    name: 'unsigned',
    image: 'tariff-import:2023.4',
    story:
      'a batch job from before the platform, pushed by hand; nothing lies beside it',
    verdict: 'refused',
  },
  {
    name: 'provenance-from-fork',
    image: 'booking-api:rate-limits',
    story:
      'the workflow of mina.okafor/booking-api, a fork, built and attested it; the signature alone is of the workflow of booking-api',
    verdict: 'refused',
  },
  {
    name: 'commit-not-on-main',
    image: 'eta-service:route-model-spike',
    story:
      'its own workflow built it, on the branch route-model-spike, which was never merged',
    verdict: 'refused',
  },
  {
    name: 'tag-moved',
    image: 'position-ingest:stable',
    story:
      'the tag named the signed image of main; somebody has since pushed an unsigned one over it',
    verdict: 'refused',
  },
  {
    name: 'old-key',
    image: 'customs-forms:1.8.2',
    story:
      'signed with the key pair of the time before keyless signatures, Cosign 2, in no log; nothing attested',
    verdict: 'refused',
  },
  {
    name: 'cosign-2',
    image: 'invoice-api:cosign-2',
    story:
      'as good as `signed`, but by Cosign 2: tags .sig and .att, Rekor’s first API',
    verdict: 'accepted',
  },
  {
    name: 'expired-scan',
    image: 'notify-service:previous',
    story: 'all in order 45 days ago, scan included; nobody scanned it since',
    verdict: 'refused',
    deployedTo: { service: 'notify-service', environment: 'prod' },
  },
  {
    name: 'half-copied',
    image: 'tariff-service:mirrored',
    story:
      'a copy for another region that broke off: the manifest of its signature is there, the signature is not',
    verdict: 'unknown',
  },
];

export function trustCase(name: TrustCaseName): TrustCase {
  return trustCases.find(each => each.name === name)!;
}
