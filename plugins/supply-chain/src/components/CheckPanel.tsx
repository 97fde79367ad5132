import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import {
  AnswerIcon,
  answerWords,
  Facts,
  RelativeTime,
} from '@portolan/plugin-answers-react';
import { Check, DigestVerdict } from '@portolan/plugin-supply-chain-common';
import { useId } from 'react';
import { questionTitles } from '../wording';
import { NextStepLine } from './NextStepLine';
import { ScanFacts } from './ScanFacts';
import { SignerFacts } from './SignerFacts';
import { SourceFacts } from './SourceFacts';

const Details = (props: { check: Check; verdict: DigestVerdict }) => {
  const { signer, scan, source } = props.verdict;
  switch (props.check.question) {
    case 'signed':
      return signer ? <SignerFacts signer={signer} /> : null;
    case 'scanned':
      return scan ? <ScanFacts scan={scan} /> : null;
    default:
      return source ? <SourceFacts source={source} /> : null;
  }
};

/** One of the three answers: what was expected, what was found, and what to do. */
export const CheckPanel = (props: {
  check: Check;
  verdict: DigestVerdict;
  stale: boolean;
}) => {
  const { check, verdict, stale } = props;
  const id = useId();
  return (
    <Paper
      component="section"
      aria-labelledby={id}
      variant="outlined"
      sx={{
        p: 2,
        minWidth: 0,
        overflowWrap: 'anywhere',
        color: stale ? 'text.secondary' : 'text.primary',
      }}
    >
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <AnswerIcon answer={check.answer} stale={stale} decorative />
        <Typography variant="h6" component="h3" id={id} sx={{ m: 0 }}>
          {questionTitles[check.question]}: {answerWords[check.answer]}
        </Typography>
      </Box>
      <Typography sx={{ mt: 1 }}>{check.sentence}</Typography>
      {check.answer !== 'pass' && check.next && (
        <NextStepLine next={check.next} />
      )}
      <Facts
        facts={{
          Expected: check.expected,
          Found: check.found,
          'As of': <RelativeTime at={check.asOf} />,
        }}
      />
      <Details check={check} verdict={verdict} />
    </Paper>
  );
};
