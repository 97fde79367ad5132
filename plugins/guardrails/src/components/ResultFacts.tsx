import { Link } from '@backstage/core-components';
import { Facts, RelativeTime } from '@portolan/plugin-answers-react';
import Typography from '@mui/material/Typography';
import { PolicyResult } from '@portolan/plugin-guardrails-common';
import { consequenceOf, howToFix, keyOf, nameOf, wordOf } from '../wording';
import { PolicyTexts } from './PolicyTexts';

/** What one policy asks, what it found and where, since when, and what to do. */
export const ResultFacts = ({ result }: { result: PolicyResult }) => {
  const { workload, resource, field, docsUrl, exceptions } = result;
  const fix = howToFix(result);
  return (
    <>
      <Facts
        facts={{
          Asks: result.asks,
          // Most policies say what they ask, and nothing of what they found.
          Found: result.message === result.asks ? undefined : result.message,
          'At field': field && <code>{field}</code>,
          In: [workload ?? resource, ...(workload ? [resource] : [])]
            .map(nameOf)
            .filter((name, index, all) => all.indexOf(name) === index)
            .join(', '),
          Result: wordOf(result),
          Here: consequenceOf(result.stage),
          'First seen': <RelativeTime at={result.firstSeen} />,
          'Last seen': <RelativeTime at={result.evaluatedAt} />,
          'Stale because': result.stale,
          Exceptions: exceptions.join(', '),
          'Reported by': result.source,
        }}
      />
      {(fix || docsUrl) && (
        <Typography variant="body2" sx={{ mb: 1 }}>
          {fix && (
            <>
              <strong>How to fix.</strong> {fix}{' '}
            </>
          )}
          {docsUrl && <Link to={docsUrl}>What the policy’s author says</Link>}
        </Typography>
      )}
      <PolicyTexts
        choose={({ cluster, policy }) =>
          cluster === result.cluster && keyOf(policy) === result.policy
        }
      />
    </>
  );
};
