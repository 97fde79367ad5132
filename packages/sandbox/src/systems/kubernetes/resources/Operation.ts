import { KubeObject } from '../schema/types';
import { AdmissionRequest } from './Admission';
import { ResourceContext } from './ResourceContext';

/** An object on its way into the store, for whoever was asked to look at such objects first. */
export interface Review {
  operation: 'CREATE' | 'UPDATE';
  request: AdmissionRequest;
}

/**
 * A write in steps. It stops where webhooks have a say, and goes on with the
 * object as they left it; until then it has written nothing. Whoever runs it
 * decides whether they are asked.
 */
export type Operation<T> = Generator<Review, T, KubeObject>;

/** Asks webhooks. Where none is interested, everything is written before this returns. */
export async function runReviewed<T>(
  context: ResourceContext,
  operation: Operation<T>,
): Promise<T> {
  let step = operation.next();
  while (!step.done) {
    const review = context.webhooks.review(step.value);
    step = operation.next(
      review.interested ? await review.ask() : step.value.request.object,
    );
  }
  return step.value;
}

/** Asks nobody: for what the API server itself keeps in order. */
export function runUnreviewed<T>(operation: Operation<T>): T {
  let step = operation.next();
  while (!step.done) step = operation.next(step.value.request.object);
  return step.value;
}
