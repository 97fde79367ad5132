import { HorizontalPodAutoscalerController } from './autoscaling/HorizontalPodAutoscalerController';
import type { ClusterApi } from './ClusterApi';
import type { Controller } from './Controller';
import { DaemonSetController } from './daemonSet/DaemonSetController';
import { DeploymentController } from './deployment/DeploymentController';
import { DisruptionBudgetController } from './DisruptionBudgetController';
import { EventRecorder } from './EventRecorder';
import { GarbageCollector } from './GarbageCollector';
import type { ControllerOptions, RunningControllers } from './index';
import { CronJobController } from './job/CronJobController';
import { JobController } from './job/JobController';
import { KubeletController } from './kubelet/KubeletController';
import { NamespaceController } from './NamespaceController';
import { NamespaceDefaultsController } from './NamespaceDefaultsController';
import { NodeController } from './NodeController';
import { ReplicaSetController } from './ReplicaSetController';
import { SchedulerController } from './SchedulerController';
import { EndpointsController } from './service/EndpointsController';
import { EndpointSliceController } from './service/EndpointSliceController';
import { StatefulSetController } from './statefulSet/StatefulSetController';
import { VolumeController } from './storage/VolumeController';
import { WorkQueue } from './WorkQueue';

/** Runs one controller on its own queue; returns the queue and how to stop listening. */
function run(controller: Controller, api: ClusterApi) {
  const queue: WorkQueue = new WorkQueue(key =>
    controller.reconcile(key, (again, ms) => queue.addAfter(again, ms)),
  );
  const unsubscribe = api.watch(controller.watches, event => {
    controller.keysOf(event, api).forEach(key => queue.add(key));
  });
  controller.allKeys(api).forEach(key => queue.add(key));
  return { queue, unsubscribe };
}

/** Starts every controller on what is stored, and on what changes from now on. */
export function startControllers(
  options: ControllerOptions,
): RunningControllers {
  const { api, now, resolveImage, certificateAuthority = '' } = options;
  const events = new EventRecorder({ api, now });
  const controllers: Controller[] = [
    new NodeController({ api, now }),
    new NamespaceDefaultsController({ api, certificateAuthority }),
    new DeploymentController({ api, events, now }),
    new ReplicaSetController({ api, events }),
    new StatefulSetController({ api, events }),
    new DaemonSetController({ api, events }),
    new JobController({ api, events, now }),
    new CronJobController({ api, events, now }),
    new VolumeController({ api }),
    new SchedulerController({ api, events, now }),
    new KubeletController({ api, events, resolveImage, now }),
    new EndpointsController({ api }),
    new EndpointSliceController({ api }),
    new HorizontalPodAutoscalerController({ api, now }),
    new DisruptionBudgetController({ api, now }),
    new GarbageCollector({ api }),
    new NamespaceController({ api, now }),
  ];
  const running = controllers.map(controller => run(controller, api));
  return {
    async close() {
      running.forEach(({ unsubscribe }) => unsubscribe());
      await Promise.all(running.map(({ queue }) => queue.close()));
    },
    async idle() {
      // One controller's last write may be another's first event.
      while (running.some(({ queue }) => !queue.isIdle)) {
        await Promise.all(running.map(({ queue }) => queue.idle()));
      }
    },
  };
}
