import {
  OperationPhase,
  ResourceResult,
  ResultCode,
} from '../objects/Application';
import { imagesOf } from '../objects/images';
import { keyOf, versionOf } from '../../../kubernetes-client/KubernetesObject';
import { objectOf, SyncTask } from './planSync';

export type SyncStep = {
  phase: OperationPhase;
  message: string;
  results: ResourceResult[];
};

/** What became of each object of a sync so far, and what to say of the whole. */
export class SyncProgress {
  readonly #results: ResourceResult[];

  constructor(results: readonly ResourceResult[] = []) {
    this.#results = results.map(result => ({ ...result }));
  }

  get results(): readonly ResourceResult[] {
    return this.#results;
  }

  set(
    task: SyncTask,
    outcome: { status: ResultCode; phase: OperationPhase; message: string },
  ): void {
    const object = objectOf(task);
    const images = imagesOf(object);
    const result: ResourceResult = {
      ...keyOf(object),
      version: versionOf(object.apiVersion),
      status: outcome.status,
      message: outcome.message,
      ...(task.isHook && { hookType: task.phase }),
      hookPhase: outcome.phase,
      syncPhase: task.phase,
      ...(images.length && { images }),
    };
    const index = task.result ? this.#results.indexOf(task.result) : -1;
    if (index < 0) this.#results.push(result);
    else this.#results[index] = result;
    task.result = result;
  }

  fail(task: SyncTask, message: string): void {
    this.set(task, { status: 'SyncFailed', phase: 'Failed', message });
  }

  /** The operation goes on, waiting for these. */
  wait(tasks: readonly SyncTask[], reason?: string): SyncStep {
    const first = tasks.find(task => task.isHook) ?? tasks[0];
    const what =
      reason ?? (first.isHook ? 'completion of hook' : 'healthy state of');
    const { group, kind, name } = keyOf(objectOf(first));
    const others = tasks.length - 1;
    const plural = tasks.every(task => task.isHook) ? 'hooks' : 'resources';
    const more = others > 0 ? ` and ${others} more ${plural}` : '';
    return {
      phase: 'Running',
      message: `waiting for ${what} ${group}/${kind}/${name}${more}`,
      results: this.#results,
    };
  }

  end(phase: OperationPhase, message: string): SyncStep {
    return { phase, message, results: this.#results };
  }

  /** The operation failed because of these. */
  endFailed(message: string, failed: readonly SyncTask[] = []): SyncStep {
    const reasons = failed.map(task => task.result?.message ?? '');
    return this.end(
      'Failed',
      reasons.length ? `${message}, reason: ${reasons.join(',')}` : message,
    );
  }
}
