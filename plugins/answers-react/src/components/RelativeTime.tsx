import { toRelative } from '../wording';

/** A time in words, the exact one on hover. */
export const RelativeTime = (props: { at: string }) => {
  const at = new Date(props.at);
  // What is no time is shown as it came.
  if (Number.isNaN(at.getTime())) return <span>{props.at}</span>;
  return (
    <time dateTime={props.at} title={at.toLocaleString()}>
      {toRelative(at, new Date())}
    </time>
  );
};
