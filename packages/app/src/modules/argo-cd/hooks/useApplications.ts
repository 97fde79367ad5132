import { ResponseError } from '@backstage/errors';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useState } from 'react';
import { Application, ApplicationQuery, argoCdApiRef } from '../api';
import { lastGoodAnswers } from './lastGoodAnswers';

const pollMilliseconds = 15_000;

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

export type Failure = { kind: 'down' | 'denied'; message: string };

function toFailure(error: unknown): Failure {
  if (ResponseError.is(error)) {
    return {
      kind: error.statusCode === 403 ? 'denied' : 'down',
      // Which system and why; what was asked of it fills lines and helps nobody.
      message: error.cause.message.replace(/\?\S+/, ''),
    };
  }
  return { kind: 'down', message: (error as Error).message };
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
  const [sources, setSources] = useState<Source[]>();
  // Queries are made anew at each render; what they ask is what counts.
  const asked = queries && JSON.stringify(queries);

  useEffect(() => {
    if (asked === undefined) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const questions = argoCdApi.instances.flatMap(instance =>
      (JSON.parse(asked) as ApplicationQuery[]).map(query => ({
        instance,
        query,
      })),
    );
    let asking = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const ask = async (
      { instance, query }: (typeof questions)[number],
      kept: ReturnType<typeof lastGoodAnswers>,
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
        return { instance, query, ...last, failure: toFailure(error) };
      }
    };

    const poll = async () => {
      if (asking || document.visibilityState !== 'visible') return;
      asking = true;
      clearTimeout(timer);
      const { userEntityRef } = await identityApi.getBackstageIdentity();
      const kept = lastGoodAnswers(userEntityRef, localStorage);
      const answered = await Promise.all(
        questions.map(question => ask(question, kept)),
      );
      asking = false;
      if (signal.aborted) return;
      setSources(answered);
      timer = setTimeout(poll, pollMilliseconds);
    };

    poll();
    // A page that was hidden stopped asking; it starts again when it is seen.
    document.addEventListener('visibilitychange', poll);
    return () => {
      controller.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', poll);
    };
  }, [argoCdApi, asked, identityApi]);

  return sources;
}
