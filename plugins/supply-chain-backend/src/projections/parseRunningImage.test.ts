import { digestOfName } from '../__testUtils__/kubernetesObjects';
import { parseRunningImage } from './parseRunningImage';

const digest = digestOfName('one');
const index = digestOfName('index');
const hub = 'index.docker.io/library/nginx';

describe('parseRunningImage', () => {
  it.each([
    ['containerd', `docker.io/library/nginx@${digest}`, 'nginx:1.27'],
    ['CRI-O', `docker.io/library/nginx@${digest}`, 'docker.io/nginx:1.27'],
    ['Docker', `docker-pullable://nginx@${digest}`, 'nginx:1.27'],
  ])('reads what %s tells', (_, imageId, specImage) => {
    expect(parseRunningImage({ imageId, specImage })).toEqual({
      reference: `${hub}@${digest}`,
      digest,
      within: `${hub}:1.27`,
    });
  });

  it('keeps the index that a platform’s digest was pulled by', () => {
    expect(
      parseRunningImage({
        imageId: `registry.example.com/a/b@${digest}`,
        specImage: `registry.example.com/a/b:1@${index}`,
      }),
    ).toMatchObject({ digest, within: `registry.example.com/a/b@${index}` });
  });

  it('knows nothing of a bare image ID, unless the spec pins a digest', () => {
    for (const imageId of [index, `docker://${index}`, 'abc', '']) {
      expect(parseRunningImage({ imageId, specImage: 'a/b:1' })).toEqual({});
      expect(
        parseRunningImage({ imageId, specImage: `a/b@${digest}` }),
      ).toEqual({
        reference: `index.docker.io/a/b@${digest}`,
        digest,
        within: undefined,
      });
    }
  });

  it('takes the repository of the spec, and the node’s where the spec is none', () => {
    const imageId = `mirror.example.com/x/y@${digest}`;
    expect(
      parseRunningImage({ imageId, specImage: 'registry.example.com/a/b:1' })
        .reference,
    ).toBe(`registry.example.com/a/b@${digest}`);
    expect(parseRunningImage({ imageId, specImage: digest }).digest).toBe(
      digest,
    );
  });
});
