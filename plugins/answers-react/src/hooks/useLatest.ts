import { MutableRefObject, useEffect, useRef } from 'react';

/** Holds what the last render gave, for what runs later. */
export function useLatest<T>(value: T): Readonly<MutableRefObject<T>> {
  const ref = useRef(value);
  useEffect(() => {
    ref.current = value;
  });
  return ref;
}
