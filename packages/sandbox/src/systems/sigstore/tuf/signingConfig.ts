import type { SigstoreInstance } from '../SigstoreInstance';

/** Where clients sign, `signing_config.v0.2.json`: they pick the highest version of a log that they speak. */
export function signingConfig({
  url,
  validFrom,
}: Pick<SigstoreInstance, 'url' | 'validFrom'>) {
  const service = (address: string, majorApiVersion: number) => ({
    url: address,
    majorApiVersion,
    validFor: { start: validFrom.toISOString() },
    operator: 'sandbox',
  });
  return {
    mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
    caUrls: [service(url, 1)],
    oidcUrls: [service(url, 1)],
    rekorTlogUrls: [service(url, 2), service(url, 1)],
    rekorTlogConfig: { selector: 'ANY' },
    tsaUrls: [service(`${url}/api/v1/timestamp`, 1)],
    tsaConfig: { selector: 'ANY' },
  };
}
