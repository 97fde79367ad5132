import { digestOfName, podOf } from '../__testUtils__/kubernetesObjects';
import { projectPod } from './projectPod';

const imageID = `registry.example.com/a@${digestOfName('x')}`;
const status = (name: string, id = imageID) => ({ name, imageID: id });

describe('projectPod', () => {
  it('tells init, ephemeral and native sidecar containers apart', () => {
    const pod = {
      ...podOf(),
      spec: {
        containers: [{ name: 'app', image: 'a' }],
        initContainers: [
          { name: 'migrate', image: 'a' },
          { name: 'istio-proxy', image: 'a', restartPolicy: 'Always' },
        ],
        ephemeralContainers: [{ name: 'debug', image: 'a' }],
      },
      status: {
        phase: 'Running',
        containerStatuses: [status('app')],
        initContainerStatuses: [status('migrate'), status('istio-proxy')],
        ephemeralContainerStatuses: [status('debug')],
      },
    };
    expect(
      projectPod(pod)?.containers.map(({ container, role }) => [
        container,
        role,
      ]),
    ).toEqual([
      ['app', 'container'],
      ['migrate', 'init'],
      ['istio-proxy', 'container'],
      ['debug', 'ephemeral'],
    ]);
  });

  it('leaves out what does not run', () => {
    const pulling = podOf();
    pulling.status.containerStatuses[0].imageID = '';
    expect(projectPod(pulling)).toBeUndefined();
    const ended = podOf();
    ended.status.phase = 'Succeeded';
    expect(projectPod(ended)).toBeUndefined();
    expect(projectPod({ ...podOf(), status: undefined })).toBeUndefined();
  });

  it('says the same when only what does not matter changed', () => {
    const before = podOf();
    const after = podOf();
    after.metadata.resourceVersion = '99';
    after.status.containerStatuses[0].state.running.startedAt =
      '2026-11-09T00:00:00Z';
    expect(projectPod(after)).toEqual(projectPod(before));
  });

  it('names the likely workload of a ReplicaSet by whoever makes such names', () => {
    expect(projectPod(podOf())?.likelyWorkload).toEqual({
      kind: 'Deployment',
      name: 'shop',
    });
    const bare = { ...podOf() };
    bare.metadata = { ...bare.metadata, ownerReferences: [] };
    expect(projectPod(bare)?.likelyWorkload).toEqual({
      kind: 'Pod',
      name: 'shop-7d4-x',
    });
  });

  it('refuses what is no pod, and names the field', () => {
    expect(() => projectPod({ ...podOf(), spec: {} })).toThrow(
      'spec.containers: Required',
    );
  });
});
