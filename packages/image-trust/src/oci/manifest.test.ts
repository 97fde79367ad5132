import { mediaTypes, parseManifest } from './manifest';

const digest = `sha256:${'a'.repeat(64)}`;
const config = { mediaType: 'application/json', digest, size: 2 };
const parse = (json: unknown) =>
  parseManifest(Buffer.from(JSON.stringify(json)));

describe('parseManifest', () => {
  it('tells an index from a manifest by what it holds', () => {
    expect(parse({ schemaVersion: 2, manifests: [] }).kind).toBe('index');
    expect(parse({ schemaVersion: 2, config, layers: [] }).kind).toBe(
      'manifest',
    );
  });

  // Two readers would see two images in it: CVE-2021-41190.
  it.each([
    [{ schemaVersion: 2, config, layers: [], manifests: [] }],
    [{ schemaVersion: 2, config, manifests: [] }],
    [{ schemaVersion: 2, manifests: [], mediaType: mediaTypes.ociManifest }],
    [{ schemaVersion: 2, config, mediaType: mediaTypes.ociIndex }],
    [{ schemaVersion: 2, config, mediaType: mediaTypes.dockerList }],
  ])('refuses what is both: %j', json => {
    expect(() => parse(json)).toThrow(/both|mediaType/);
  });
});
