import type { SignedParts } from '@portolan/sandbox/sigstore';

export type Material = {
  certificate?: { rawBytes: string };
  publicKey?: { hint: string };
  x509CertificateChain?: { certificates: { rawBytes: string }[] };
  tlogEntries: NonNullable<SignedParts['logEntry']>[];
  timestampVerificationData: {
    rfc3161Timestamps: { signedTimestamp: string }[];
  };
};

/** An edit of the verification material of a bundle, from a copy. */
export function editMaterial(
  change: (material: Material) => void,
): (bundle: Record<string, unknown>) => unknown {
  return bundle => {
    const copy = structuredClone(bundle) as Record<string, unknown> & {
      verificationMaterial: Material;
    };
    change(copy.verificationMaterial);
    return copy;
  };
}

/** An edit of the one log entry of a bundle. */
export function editEntry(
  change: (entry: Material['tlogEntries'][number]) => void,
): (bundle: Record<string, unknown>) => unknown {
  return editMaterial(({ tlogEntries: [entry] }) => change(entry));
}
