import { useTheme } from '@mui/material/styles';
import { DeploymentState } from '../deployment';

const words: Record<DeploymentState, string> = {
  pass: 'in order',
  fail: 'needs attention',
  unknown: 'not known',
  nothing: 'not deployed',
};

const mark = {
  fill: 'none',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
} as const;

const shapes: Record<DeploymentState, JSX.Element> = {
  pass: (
    <>
      <circle cx={8} cy={8} r={7.5} fill="currentColor" />
      <path
        d="M4.6 8.3 7 10.6l4.4-5"
        stroke="var(--bui-bg-neutral-1)"
        {...mark}
      />
    </>
  ),
  fail: (
    <>
      <rect x={0.5} y={0.5} width={15} height={15} rx={2} fill="currentColor" />
      <path d="m5 5 6 6m0-6-6 6" stroke="var(--bui-bg-neutral-1)" {...mark} />
    </>
  ),
  unknown: (
    <>
      <path
        d="M8 .9 15.1 8 8 15.1.9 8Z"
        stroke="currentColor"
        {...mark}
        strokeWidth={1.4}
      />
      <path
        d="M6.4 6.4c.1-1 .8-1.5 1.7-1.5 1 0 1.6.6 1.6 1.4 0 1.2-1.6 1.2-1.6 2.5m0 1.9v.1"
        stroke="currentColor"
        {...mark}
        strokeWidth={1.2}
      />
    </>
  ),
  nothing: <path d="M3.5 8h9" stroke="currentColor" {...mark} />,
};

/** A shape for each state, so that colour is never the only carrier. */
export const StateIcon = (props: {
  state: DeploymentState;
  /** Without its colour: it was so, and may not be now. */
  stale?: boolean;
}) => {
  const { palette } = useTheme();
  const colors: Record<DeploymentState, string> = {
    pass: palette.success.main,
    fail: palette.error.main,
    unknown: palette.text.secondary,
    nothing: palette.text.secondary,
  };
  return (
    <svg
      width={16}
      height={16}
      viewBox="0 0 16 16"
      role="img"
      aria-label={words[props.state]}
      style={{
        color: props.stale ? palette.text.secondary : colors[props.state],
        flexShrink: 0,
      }}
    >
      {shapes[props.state]}
    </svg>
  );
};
