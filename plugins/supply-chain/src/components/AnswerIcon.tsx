import { useTheme } from '@mui/material/styles';
import { Answer } from '@portolan/plugin-supply-chain-common';
import { answerWords } from '../wording';

const mark = {
  fill: 'none',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
} as const;

const shapes: Readonly<Record<Answer | 'nothing', JSX.Element>> = {
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
  'pass with exception': (
    <>
      <circle cx={8} cy={8} r={7} stroke="currentColor" {...mark} />
      <circle cx={8} cy={8} r={2.6} fill="currentColor" />
    </>
  ),
  nothing: <path d="M3.5 8h9" stroke="currentColor" {...mark} />,
};

/** A shape for each answer, so that colour is never the only carrier. */
export const AnswerIcon = (props: {
  answer: Answer | undefined;
  /** Without its colour: it was so, and may not be now. */
  stale?: boolean;
  /** Beside a text that says the same. */
  decorative?: boolean;
}) => {
  const { answer = 'nothing', stale, decorative } = props;
  const { palette } = useTheme();
  const colors: Record<Answer | 'nothing', string> = {
    pass: palette.success.main,
    fail: palette.error.main,
    unknown: palette.text.secondary,
    'pass with exception': palette.warning.main,
    nothing: palette.text.secondary,
  };
  const label = answer === 'nothing' ? 'not deployed' : answerWords[answer];
  return (
    <svg
      width={16}
      height={16}
      viewBox="0 0 16 16"
      {...(decorative
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': label })}
      style={{
        color: stale ? palette.text.secondary : colors[answer],
        flexShrink: 0,
      }}
    >
      {shapes[answer]}
    </svg>
  );
};
