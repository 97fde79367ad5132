import { X509Certificate } from 'node:crypto';

/** What a person wants to know of an entry. */
export type EntryDescription = {
  /** `dsse/0.0.1`. */
  kind: string;
  /** Names in the certificate that signed, or the kind of its key. */
  signer: string;
  /** The digests that it holds, each with its name. */
  digests: { name: string; value: string }[];
  /** The entry, indented. */
  json: string;
};

/** Reads a logged entry of any kind; whatever it holds, it is shown. */
export function describeEntry(body: Buffer): EntryDescription {
  const entry: unknown = JSON.parse(body.toString('utf8'));
  const { kind, apiVersion } = entry as Record<string, unknown>;
  const digests: EntryDescription['digests'] = [];
  let signer = 'a key';
  walk(entry, (name, value) => {
    if (/^(hash|payloadHash|envelopeHash|data)$/.test(name)) {
      const digest = digestIn(value);
      if (digest) digests.push({ name, value: digest });
    }
    signer =
      typeof value === 'string' ? certificateName(value) ?? signer : signer;
  });
  return {
    kind: `${kind}/${apiVersion}`,
    signer,
    digests,
    json: JSON.stringify(entry, undefined, 2),
  };
}

function walk(
  value: unknown,
  visit: (name: string, value: unknown) => void,
): void {
  if (typeof value !== 'object' || !value) return;
  for (const [name, part] of Object.entries(value)) {
    visit(name, part);
    walk(part, visit);
  }
}

function digestIn(value: unknown): string | undefined {
  const { algorithm, value: hex, digest } = Object(value);
  if (typeof hex === 'string') return `${algorithm}:${hex}`;
  if (typeof digest !== 'string') return undefined;
  return `${String(algorithm).replace('SHA2_', 'sha')}:${Buffer.from(
    digest,
    'base64',
  ).toString('hex')}`;
}

/** Version 1 keeps certificates as PEM in base64, version 2 as DER in base64. */
function certificateName(base64: string): string | undefined {
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    return certificate.subjectAltName?.replace(/^(URI|email):/, '');
  } catch {
    return undefined;
  }
}
