import { Link } from '@backstage/core-components';
import Box from '@mui/material/Box';
import {
  AnswerIcon,
  RelativeTime,
  RowTable,
} from '@portolan/plugin-answers-react';
import {
  ComponentVerdict,
  EnvironmentVerdict,
  Question,
  questions,
} from '@portolan/plugin-supply-chain-common';
import { shortWord, staleSince, worstCheck } from '../wording';
import { NextStepLine } from './NextStepLine';

const titles: Readonly<Record<Question, string>> = {
  signed: 'Signed',
  scanned: 'Scanned',
  source: 'Source',
};

const AnswerCell = (props: {
  environment: EnvironmentVerdict;
  question: Question;
  stale: boolean;
}) => {
  const { environment, question, stale } = props;
  const worst = worstCheck(environment.containers, question);
  if (!worst) return null;
  const { check, container } = worst;
  const which =
    environment.containers.length > 1 && check.answer !== 'pass'
      ? `${container.container}: `
      : '';
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1 }} title={check.sentence}>
        <Box sx={{ pt: '3px', display: 'flex' }}>
          <AnswerIcon answer={check.answer} stale={stale} />
        </Box>
        <span>
          {which}
          {shortWord(check, container.verdict.source)}
        </span>
      </Box>
      {check.answer !== 'pass' && check.next && (
        <NextStepLine next={check.next} />
      )}
    </>
  );
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
            <AnswerCell
              environment={environment}
              question={question}
              stale={stale}
            />
          </div>
        ))
      ) : (
        <Box role="cell" sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <AnswerIcon
            answer={knownAt === 'never' ? 'unknown' : undefined}
            stale={stale}
            decorative
          />
          {knownAt === 'never'
            ? 'Nobody knows what runs: the cluster was never read'
            : 'not deployed'}
        </Box>
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
