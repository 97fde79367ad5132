import { Link } from '@backstage/core-components';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { AnswerIcon } from '@portolan/plugin-answers-react';
import { Said, Signal, SignalName, signalTitles } from '../signals';

/** What a signal says that knows nothing of an environment. */
const nothing: Readonly<Record<SignalName, string>> = {
  deployed: 'no Application',
  trust: 'not deployed',
  guardrails: 'nothing runs',
  health: 'not set up',
};

const Content = (props: {
  name: SignalName;
  signal: Signal;
  said: readonly Said[];
}) => {
  const { name, signal, said } = props;
  if (said.length > 0) {
    return (
      <>
        {said.map(each => (
          <Box key={each.name} sx={{ '& + &': { mt: 1 } }}>
            {each.name !== each.environment && <div>{each.name}</div>}
            {each.content}
          </Box>
        ))}
      </>
    );
  }
  if (signal.state === 'waiting') {
    return (
      <div role="status" aria-label={`Reading ${signalTitles[name]}`}>
        <Skeleton width="80%" />
        <Skeleton width="60%" />
      </div>
    );
  }
  const silent = signal.state === 'silent';
  return (
    <Box sx={{ display: 'flex', gap: 1, color: 'text.secondary' }}>
      <Box sx={{ pt: '3px', display: 'flex' }}>
        <AnswerIcon answer={silent ? 'unknown' : undefined} decorative />
      </Box>
      {silent ? 'not known' : nothing[name]}
    </Box>
  );
};

/** One signal in one environment, and the way to its tab. */
export const SignalCell = (props: {
  name: SignalName;
  environment: string;
  signal: Signal;
  said: readonly Said[];
  to: string;
}) => {
  const { name, environment, to } = props;
  const title = signalTitles[name];
  return (
    <Box role="cell" sx={{ display: 'flex', gap: 0.5 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {/* Where the cells stand under one another, each says what it is. */}
        <Box
          aria-hidden
          sx={{
            display: { md: 'none' },
            color: 'text.secondary',
            fontSize: 12,
          }}
        >
          {title}
        </Box>
        <Content {...props} />
      </Box>
      <Link
        to={to}
        aria-label={`${title} in ${environment}`}
        title={`${title} in ${environment}`}
        style={{ lineHeight: 0, height: 24 }}
      >
        <ChevronRightIcon />
      </Link>
    </Box>
  );
};
