import { KubeObject } from '../schema/types';
import { Review } from './Operation';

/** Those outside of the API server who look at objects before they are written. */
export interface Webhooks {
  /** Says at once whether anybody wants to see this one. */
  review(review: Review): WebhookReview;
}

export type WebhookReview =
  | { interested: false }
  | {
      interested: true;
      /**
       * Settles with the object as it is to be written.
       *
       * @throws StatusError when it is refused, or somebody who must be asked can not be
       */
      ask(): Promise<KubeObject>;
    };
