import { editApplication, readDeployed } from './editApplication';

const application = `# The pipeline writes here.
kind: Application
spec:
  project: quote-api
  source:
    path: deploy/chart
    targetRevision: main # at first
    helm:
      valueFiles:
        - values.yaml
      valuesObject:
        image:
          repository: localhost:7011/meridian/quote-api
          digest: ''
`;

describe('editApplication', () => {
  const image = {
    repository: 'localhost:7011/meridian/quote-api',
    digest: `sha256:${'ab'.repeat(32)}`,
  };
  const commit = 'c0ffee'.padEnd(40, '0');

  it('changes commit and digest, and nothing else', () => {
    const edited = editApplication(application, { commit, image });

    expect(edited).toBe(
      application
        .replace('targetRevision: main', `targetRevision: ${commit}`)
        .replace(`digest: ''`, `digest: '${image.digest}'`),
    );
    expect(readDeployed(edited)).toEqual({
      revision: commit,
      digest: image.digest,
    });
  });

  it('knows that nothing was deployed yet', () => {
    expect(readDeployed(application)).toEqual({
      revision: 'main',
      digest: undefined,
    });
  });

  it('makes what is missing', () => {
    const edited = editApplication('spec:\n  source:\n    path: x\n', {
      commit,
      image,
    });

    expect(readDeployed(edited)).toEqual({
      revision: commit,
      digest: image.digest,
    });
  });

  it('refuses what is not YAML', () => {
    expect(() => editApplication('a: [', { commit, image })).toThrow(
      'not YAML',
    );
  });
});
