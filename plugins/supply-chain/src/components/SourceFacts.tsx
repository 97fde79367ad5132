import { Link } from '@backstage/core-components';
import { Source } from '@portolan/plugin-supply-chain-common';
import { Facts } from './Facts';

const Commit = (props: { commit: string; source: Source }) => {
  const { commit } = props;
  const { commitUrl, title } = props.source;
  const short = <code title={commit}>{commit.slice(0, 7)}</code>;
  return (
    <>
      {commitUrl ? <Link to={commitUrl}>{short}</Link> : short}
      {title && ` ${title}`}
    </>
  );
};

export const SourceFacts = ({ source }: { source: Source }) => {
  const { commit, repository, branch, runUrl, builder } = source;
  return (
    <Facts
      facts={{
        Commit: commit ? (
          <Commit commit={commit} source={source} />
        ) : (
          'not said'
        ),
        Branch: branch,
        Repository: repository,
        Builder: builder,
        Run: runUrl && <Link to={runUrl}>Open the pipeline run</Link>,
      }}
    />
  );
};
