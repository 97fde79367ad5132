import { readRelease, withManualSync, writeRelease } from './release';

const manifest = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ledger-prod
spec:
  source:
    # the commit that is deployed
    targetRevision: main
    helm:
      valuesObject:
        image:
          repository: localhost:7011/meridian/ledger
          digest: ""
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
    retry:
      limit: 5
`;

describe('release', () => {
  it('finds nothing where nothing was deployed', () => {
    expect(readRelease(manifest)).toBeUndefined();
  });

  it('writes a release that it reads again, and keeps the rest', () => {
    const release = {
      revision: 'a'.repeat(40),
      digest: `sha256:${'b'.repeat(64)}`,
    };
    const written = writeRelease(manifest, release);
    expect(readRelease(written)).toEqual(release);
    expect(written).toContain('# the commit that is deployed');
    expect(written).toContain('repository: localhost:7011/meridian/ledger');
  });

  it('leaves the sync to a person, and the retry as it was', () => {
    const manual = withManualSync(manifest);
    expect(manual).not.toContain('automated');
    expect(manual).toContain('limit: 5');
  });
});
