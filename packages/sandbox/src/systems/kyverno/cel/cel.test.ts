import { compile } from './environment';
import { parseImageReference } from './imageReference';

const digest = `sha256:${'ab'.repeat(32)}`;

describe('parseImageReference', () => {
  it.each([
    ['nginx', 'index.docker.io', 'library/nginx', 'latest', ''],
    ['nginx:1.27', 'index.docker.io', 'library/nginx', '1.27', ''],
    ['bitnami/redis', 'index.docker.io', 'bitnami/redis', 'latest', ''],
    ['docker.io/busybox:1', 'index.docker.io', 'library/busybox', '1', ''],
    ['localhost:7011/shop/web', 'localhost:7011', 'shop/web', 'latest', ''],
    [`ghcr.io/a/b@${digest}`, 'ghcr.io', 'a/b', '', digest],
    [`ghcr.io/a/b:1@${digest}`, 'ghcr.io', 'a/b', '1', digest],
  ])('%s', (text, registry, repository, tag, itsDigest) => {
    expect(parseImageReference(text)).toEqual({
      registry,
      repository,
      tag,
      digest: itsDigest,
    });
  });

  it('refuses what is none', () => {
    expect(() => parseImageReference('https://x')).toThrow(
      'could not parse reference: https://x',
    );
  });
});

describe('compile', () => {
  const pod = (image: string) => ({
    object: { spec: { containers: [{ name: 'c', image }] } },
  });
  const notLatest = compile(
    "object.spec.containers.all(c, image(c.image).containsDigest() || (image(c.image).tag() != '' && image(c.image).tag() != 'latest'))",
  );

  it.each([
    ['web:latest', false],
    ['web', false],
    // A port is no tag.
    ['registry.example:5000/web', false],
    ['web:1', true],
    [`web:latest@${digest}`, true],
  ])('%s is allowed: %s', (image, allowed) => {
    expect(notLatest(pod(image))).toBe(allowed);
  });

  it('knows optional fields and lists that are not there', () => {
    const all = compile(
      '(object.spec.containers + object.spec.?initContainers.orValue([])).all(c, has(c.resources) && has(c.resources.limits))',
    );
    expect(all(pod('a'))).toBe(false);
    expect(
      all({
        object: {
          spec: { containers: [{ resources: { limits: { cpu: '1' } } }] },
        },
      }),
    ).toBe(true);
  });

  it.each(['object.spec.nonsense(', 'nobody.knows', "http.Get('x')"])(
    'refuses %s',
    expression => {
      expect(() => compile(expression)).toThrow();
    },
  );
});
