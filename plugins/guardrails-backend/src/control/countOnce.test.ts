import deployment from '../report/__fixtures__/deployment-fails-both-kinds.json';
import pod from '../report/__fixtures__/pod-says-it-again.json';
import replicaSet from '../report/__fixtures__/replicaset-says-it-again.json';
import { parseReport } from '../report';
import { countOnce } from './countOnce';

const workload = { kind: 'Deployment', name: 'web' };
const [ofDeployment, ofReplicaSet, ofPod] = [deployment, replicaSet, pod].map(
  report =>
    parseReport(report).results.map(result => ({
      ...result,
      workload,
      stale: undefined as string | undefined,
    })),
);
const passing = (results: typeof ofPod) =>
  results.map(one => ({ ...one, result: 'pass' as const }));
const kindsOf = (results: typeof ofPod) =>
  countOnce(results).map(
    ({ resource, result }) => `${resource.kind} ${result}`,
  );

describe('countOnce', () => {
  it('counts a Deployment, its ReplicaSet and its pod once for each policy, at the Deployment', () => {
    expect(kindsOf([...ofPod, ...ofReplicaSet, ...ofDeployment])).toEqual([
      'Deployment fail',
      'Deployment fail',
    ]);
  });

  it('counts what a pod that still runs fails, when its Deployment is mended', () => {
    expect(kindsOf([...passing(ofDeployment), ...ofPod])).toEqual([
      'Pod fail',
      'Pod fail',
    ]);
  });

  it('counts no old ReplicaSet, unless nothing else speaks', () => {
    expect(kindsOf([...passing(ofDeployment), ...ofReplicaSet])).toEqual([
      'Deployment pass',
      'Deployment pass',
    ]);
    expect(kindsOf(ofReplicaSet)).toEqual([
      'ReplicaSet fail',
      'ReplicaSet fail',
    ]);
  });

  it('prefers what still holds', () => {
    const gone = ofDeployment.map(one => ({
      ...one,
      stale: 'its resource was changed',
    }));
    expect(kindsOf([...gone, ...passing(ofPod)])).toEqual([
      'Pod pass',
      'Pod pass',
    ]);
  });

  it('keeps what belongs to no workload apart by resource', () => {
    const loose = ofPod.map(one => ({ ...one, workload: undefined }));
    const others = loose.map(one => ({
      ...one,
      resource: { ...one.resource, name: 'other' },
    }));
    expect(countOnce([...loose, ...others])).toHaveLength(4);
  });
});
