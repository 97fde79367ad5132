import { Link } from '@backstage/core-components';
import { Facts } from '@portolan/plugin-answers-react';
import { Source } from '@portolan/plugin-supply-chain-common';

const Commit = ({ source }: { source: Source }) => {
  const { commit, commitUrl, title } = source;
  if (!commit) return <>not named by the provenance</>;
  const short = <code title={commit}>{commit.slice(0, 7)}</code>;
  return (
    <>
      {commitUrl ? <Link to={commitUrl}>{short}</Link> : short}
      {title && ` ${title}`}
    </>
  );
};

export const SourceFacts = ({ source }: { source: Source }) => {
  const { repository, branch, runUrl, builder } = source;
  return (
    <Facts
      facts={{
        Commit: <Commit source={source} />,
        Branch: branch,
        Repository: repository,
        Builder: builder,
        Run: runUrl && <Link to={runUrl}>Open the pipeline run</Link>,
      }}
    />
  );
};
