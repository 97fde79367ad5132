import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Failure, toFailure, usePolled } from '@portolan/plugin-answers-react';
import { Application, ApplicationQuery, argoCdApiRef } from '../api';
import { lastGoodAnswers } from './lastGoodAnswers';

/** What one Argo CD instance says to one question. */
export type Source = {
  instance: string;
  query: ApplicationQuery;
  applications: Application[];
  /** When it said so; absent when it never answered. */
  asOf?: string;
  /** Why it does not answer now. `applications` are then from `asOf`. */
  failure?: Failure;
};

/** Which system and why; what was asked of it fills lines and helps nobody. */
function withoutQuestion({ kind, message }: Failure): Failure {
  return { kind, message: message.replace(/\?\S+/, '') };
}

/**
 * Asks every Argo CD instance again and again while the page is looked at.
 * `undefined` until there is something to say.
 */
export function useApplications(
  queries: ApplicationQuery[] | undefined,
): Source[] | undefined {
  const argoCdApi = useApi(argoCdApiRef);
  const identityApi = useApi(identityApiRef);

  const ask = async (signal: AbortSignal): Promise<Source[]> => {
    const { userEntityRef } = await identityApi.getBackstageIdentity();
    const kept = lastGoodAnswers(userEntityRef, localStorage);
    const askOne = async (
      instance: string,
      query: ApplicationQuery,
    ): Promise<Source> => {
      try {
        const answer = {
          applications: await argoCdApi.listApplications(instance, query, {
            signal,
          }),
          asOf: new Date().toISOString(),
        };
        kept.set(instance, query, answer);
        return { instance, query, ...answer };
      } catch (error) {
        const last = kept.get(instance, query) ?? { applications: [] };
        const failure = withoutQuestion(toFailure(error));
        return { instance, query, ...last, failure };
      }
    };
    return Promise.all(
      argoCdApi.instances.flatMap(instance =>
        (queries ?? []).map(query => askOne(instance, query)),
      ),
    );
  };

  // Queries are made anew at each render; what they ask is what counts.
  return usePolled(queries && JSON.stringify(queries), ask).value;
}
