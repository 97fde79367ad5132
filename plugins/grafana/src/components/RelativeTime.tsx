import { toRelative } from '../signals/relativeTime';

/** A time in words, the exact one on hover. */
export const RelativeTime = ({ at }: { at: string }) => {
  const then = new Date(at);
  return (
    <time dateTime={at} title={then.toLocaleString()}>
      {toRelative(then, new Date())}
    </time>
  );
};
