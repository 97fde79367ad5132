import { Link } from '@backstage/core-components';
import Box from '@mui/material/Box';
import { RelativeTime, RowTable } from '@portolan/plugin-answers-react';
import {
  ComponentVerdict,
  EnvironmentVerdict,
  Question,
  questions,
} from '@portolan/plugin-supply-chain-common';
import { staleSince } from '../wording';
import { NothingHere } from './NothingHere';
import { QuestionAnswer } from './QuestionAnswer';

const titles: Readonly<Record<Question, string>> = {
  signed: 'Signed',
  scanned: 'Scanned',
  source: 'Source',
};

const EnvironmentRow = (props: {
  name: string;
  environment: EnvironmentVerdict;
  to: string;
  /** `never`, or the time at which it was known. */
  knownAt: string | undefined;
  stale: boolean;
}) => {
  const { name, environment, to, knownAt } = props;
  const stale = props.stale || knownAt !== undefined;
  return (
    <Box role="row" sx={{ color: stale ? 'text.secondary' : 'text.primary' }}>
      <div role="rowheader">
        <strong>
          <Link to={to}>{name}</Link>
        </strong>
        {knownAt && knownAt !== 'never' && (
          <div>
            as of <RelativeTime at={knownAt} />
          </div>
        )}
      </div>
      {environment.containers.length > 0 ? (
        questions.map(question => (
          <div role="cell" key={question}>
            <QuestionAnswer
              environment={environment}
              question={question}
              stale={stale}
            />
          </div>
        ))
      ) : (
        <div role="cell">
          <NothingHere knownAt={knownAt} />
        </div>
      )}
    </Box>
  );
};

/**
 * One row for each environment with its three answers. On a phone a row's cells
 * stand under one another.
 */
export const TrustTable = (props: {
  verdict: ComponentVerdict;
  /** By the names that the page's address knows them by. */
  environments: ReadonlyMap<string, EnvironmentVerdict>;
  linkTo: (name: string) => string;
  /** What is shown was true once, and may not be now. */
  stale: boolean;
}) => (
  <RowTable
    label="Trust by environment"
    headers={['Environment', ...questions.map(question => titles[question])]}
    columns="1fr 1.4fr 1.4fr 1.4fr"
  >
    {[...props.environments].map(([name, environment]) => (
      <EnvironmentRow
        key={name}
        name={name}
        environment={environment}
        to={props.linkTo(name)}
        knownAt={staleSince(environment.cluster, props.verdict.sources)}
        stale={props.stale}
      />
    ))}
  </RowTable>
);
