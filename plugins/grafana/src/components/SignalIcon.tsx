import { useTheme } from '@mui/material/styles';
import { AlertSignal } from '@portolan/plugin-grafana-common';

const words: Record<AlertSignal['answer'], string> = {
  pass: 'in order',
  warning: 'to be watched',
  fail: 'needs attention',
  unknown: 'not known',
};

/** A shape for each answer, so that colour is never the only carrier. */
export const SignalIcon = (props: { answer: AlertSignal['answer'] }) => {
  const { palette } = useTheme();
  const ground = palette.background.paper;
  const colors: Record<AlertSignal['answer'], string> = {
    pass: palette.success.main,
    warning: palette.warning.main,
    fail: palette.error.main,
    unknown: palette.text.secondary,
  };
  const line = {
    fill: 'none',
    strokeLinecap: 'round',
    strokeWidth: 1.8,
  } as const;
  const shapes: Record<AlertSignal['answer'], JSX.Element> = {
    pass: (
      <>
        <circle cx={8} cy={8} r={7.5} fill="currentColor" />
        <path d="M4.6 8.3 7 10.6l4.4-5" stroke={ground} {...line} />
      </>
    ),
    warning: (
      <>
        <circle cx={8} cy={8} r={6.6} stroke="currentColor" {...line} />
        <circle cx={8} cy={8} r={2.4} fill="currentColor" />
      </>
    ),
    fail: (
      <>
        <rect
          x={0.5}
          y={0.5}
          width={15}
          height={15}
          rx={2}
          fill="currentColor"
        />
        <path d="m5 5 6 6m0-6-6 6" stroke={ground} {...line} />
      </>
    ),
    unknown: (
      <>
        <path
          d="M8 .9 15.1 8 8 15.1.9 8Z"
          stroke="currentColor"
          {...line}
          strokeWidth={1.4}
        />
        <path
          d="M6.4 6.4c.1-1 .8-1.5 1.7-1.5 1 0 1.6.6 1.6 1.4 0 1.2-1.6 1.2-1.6 2.5m0 1.9v.1"
          stroke="currentColor"
          {...line}
          strokeWidth={1.2}
        />
      </>
    ),
  };
  return (
    <svg
      width={16}
      height={16}
      viewBox="0 0 16 16"
      role="img"
      aria-label={words[props.answer]}
      style={{ color: colors[props.answer], flexShrink: 0 }}
    >
      {shapes[props.answer]}
    </svg>
  );
};
