import { useTheme } from '@mui/material/styles';
import { Answer, answerWords } from '../wording';

/** An answer; what is to be watched; or that there is nothing to answer. */
export type Mark = Answer | 'warning' | 'nothing';

const line = {
  fill: 'none',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
} as const;

const circleWithDot = (
  <>
    <circle cx={8} cy={8} r={7} stroke="currentColor" {...line} />
    <circle cx={8} cy={8} r={2.6} fill="currentColor" />
  </>
);

/** @param ground - the colour beneath, for what is cut out of a filled shape */
const shapesOn = (ground: string): Readonly<Record<Mark, JSX.Element>> => ({
  pass: (
    <>
      <circle cx={8} cy={8} r={7.5} fill="currentColor" />
      <path d="M4.6 8.3 7 10.6l4.4-5" stroke={ground} {...line} />
    </>
  ),
  fail: (
    <>
      <rect x={0.5} y={0.5} width={15} height={15} rx={2} fill="currentColor" />
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
  'pass with exception': circleWithDot,
  warning: circleWithDot,
  nothing: <path d="M3.5 8h9" stroke="currentColor" {...line} />,
});

/** A shape for each answer, so that colour is never the only carrier. */
export const AnswerIcon = (props: {
  /** Absent where nothing runs. */
  answer: Mark | undefined;
  /** Without its colour: it was so, and may not be now. */
  stale?: boolean;
  /** Beside a text that says the same. */
  decorative?: boolean;
  /** What it is called, where the answer's own word does not fit. */
  label?: string;
}) => {
  const { answer = 'nothing', stale, decorative } = props;
  const { palette } = useTheme();
  const quiet = palette.text.secondary;
  const colors: Record<Mark, string> = {
    pass: palette.success.main,
    fail: palette.error.main,
    unknown: quiet,
    'pass with exception': palette.warning.main,
    warning: palette.warning.main,
    nothing: quiet,
  };
  const label = props.label ?? answerWords[answer];
  return (
    <svg
      width={16}
      height={16}
      viewBox="0 0 16 16"
      {...(decorative
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': label })}
      style={{ color: stale ? quiet : colors[answer], flexShrink: 0 }}
    >
      {shapesOn(palette.background.paper)[answer]}
    </svg>
  );
};
