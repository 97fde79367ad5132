import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Keeps filters in the page's address, so that it can be sent to others. */
export function useFilters() {
  const [parameters, setParameters] = useSearchParams();

  /** Sets those that are given; `undefined` and an empty list take one away. */
  const set = useCallback(
    (changes: Record<string, string | readonly string[] | undefined>) =>
      setParameters(current => {
        const next = new URLSearchParams(current);
        for (const [name, given] of Object.entries(changes)) {
          next.delete(name);
          const values = typeof given === 'string' ? [given] : given ?? [];
          values.forEach(value => next.append(name, value));
        }
        return next;
      }),
    [setParameters],
  );

  return { parameters, set };
}

/** Those of a parameter's values that are among the known ones; undefined for none. */
export function readKnown<T extends string>(
  parameters: URLSearchParams,
  name: string,
  known: readonly T[],
): T[] | undefined {
  const values = known.filter(value => parameters.getAll(name).includes(value));
  return values.length > 0 ? values : undefined;
}

/** All values of a parameter; undefined for none. */
export function readAll(
  parameters: URLSearchParams,
  name: string,
): string[] | undefined {
  const values = parameters.getAll(name).filter(value => value !== '');
  return values.length > 0 ? values : undefined;
}
