import Box from '@mui/material/Box';
import { RelativeTime } from '@portolan/plugin-answers-react';
import {
  EnvironmentVerdict,
  questions,
  SourceFreshness,
} from '@portolan/plugin-supply-chain-common';
import { staleSince } from '../wording';
import { NothingHere } from './NothingHere';
import { QuestionAnswer } from './QuestionAnswer';

/**
 * The three answers of one environment in a few short words. For a cell of an
 * overview; knows nothing of where its data comes from.
 */
export const EnvironmentTrust = (props: {
  environment: EnvironmentVerdict;
  /** Of the verdict that it is part of. */
  sources: readonly SourceFreshness[];
  stale?: boolean;
}) => {
  const { environment, sources } = props;
  const knownAt = staleSince(environment.cluster, sources);
  const stale = props.stale || knownAt !== undefined;
  if (environment.containers.length === 0) {
    return <NothingHere knownAt={knownAt} />;
  }
  return (
    <Box sx={{ color: stale ? 'text.secondary' : undefined }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
        {questions.map(question => (
          <div key={question}>
            <QuestionAnswer
              environment={environment}
              question={question}
              stale={stale}
              withoutNext
            />
          </div>
        ))}
      </Box>
      {knownAt && (
        <div>
          as of <RelativeTime at={knownAt} />
        </div>
      )}
    </Box>
  );
};
