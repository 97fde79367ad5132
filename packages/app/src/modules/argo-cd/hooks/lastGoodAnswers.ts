import { Application, ApplicationQuery } from '../api';

/** What an instance answered, and when. */
export type Answer = { applications: Application[]; asOf: string };

/** Kept for each person; the oldest goes when there are more. */
const limit = 40;

/**
 * Keeps, in this browser, the last answer to each question, so that a page can
 * still tell what was true, and when, while Argo CD does not answer.
 */
export function lastGoodAnswers(userEntityRef: string, storage: Storage) {
  // The number changes with the shape of what is kept.
  const prefix = 'portolan.argocd.1.';
  const storageKey = `${prefix}${userEntityRef}`;
  const keyOf = (instance: string, query: ApplicationQuery) =>
    JSON.stringify([instance, query]);

  const read = (): Record<string, Answer> => {
    try {
      return JSON.parse(storage.getItem(storageKey) ?? '{}');
    } catch {
      // Written by something else: as if nothing had been kept.
      return {};
    }
  };

  return {
    get: (instance: string, query: ApplicationQuery): Answer | undefined =>
      read()[keyOf(instance, query)],
    set(instance: string, query: ApplicationQuery, answer: Answer): void {
      const newestFirst = Object.entries({
        ...read(),
        [keyOf(instance, query)]: answer,
      }).sort(([, one], [, other]) => other.asOf.localeCompare(one.asOf));
      try {
        storage.setItem(
          storageKey,
          JSON.stringify(Object.fromEntries(newestFirst.slice(0, limit))),
        );
      } catch {
        // The browser's storage is full or forbidden: the page still has its live answer.
      }
    },
  };
}
