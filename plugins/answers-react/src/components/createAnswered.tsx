import { ReactElement, ReactNode } from 'react';
import { Polled } from '../hooks';
import { Refusal } from './Refusal';

/**
 * Makes the frame of everything that one service is asked: it shows an answer,
 * or why there is none, or how old it is.
 */
export function createAnswered(asked: {
  /** Who is asked: `supply-chain service`. */
  service: string;
  /** Name of what it takes to see the answers. */
  permission: string;
}) {
  return function Answered<T>(props: {
    polled: Polled<T>;
    /** Of the answer's size, while it is awaited. */
    loading: ReactElement;
    children: (value: T, stale: boolean) => ReactNode;
  }) {
    const { polled, loading, children } = props;
    const { value, failure } = polled;
    if (value === undefined && !failure) return loading;
    return (
      <>
        <Refusal polled={polled} {...asked} />
        {value !== undefined && children(value, failure !== undefined)}
      </>
    );
  };
}
