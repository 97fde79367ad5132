import { toClock, toRelative } from '../wording';

/** Says how old what is shown is. */
export const ShownFrom = ({ asOf }: { asOf: string }) => {
  const [then, now] = [new Date(asOf), new Date()];
  return (
    <>
      What is shown is from {toClock(then, now)} ({toRelative(then, now)}).
    </>
  );
};
