import {
  Facts,
  Loading,
  SourceLine,
  Unfold,
} from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { PolicyItem } from '@portolan/plugin-guardrails-common';
import { usePolicies } from '../hooks';
import { keyOf, nameOf } from '../wording';
import { Answered } from './Answered';
import { PolicyText } from './PolicyText';
import { SeverityMark } from './SeverityMark';

function holdsIn({ namespaces }: PolicyItem): string {
  const words = [
    namespaces.enforce > 0 && `enforces in ${namespaces.enforce}`,
    namespaces.audit > 0 && `audits in ${namespaces.audit}`,
    namespaces.unknown > 0 && `not known in ${namespaces.unknown}`,
  ].filter(Boolean);
  return words.length > 0
    ? `${words.join(', ')} of the namespaces`
    : 'holds in no namespace';
}

const readyWords = (ready: boolean | undefined) => {
  if (ready === undefined) return 'its controller does not say';
  return ready ? 'yes' : 'no: its controller does not apply it';
};

const Title = ({ item }: { item: PolicyItem }) => (
  <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
      <strong>{item.title}</strong>
      <SeverityMark severity={item.severity} />
      {item.ready === false && <span>not in force</span>}
    </Box>
    <Typography variant="body2" color="text.secondary">
      {nameOf(item.policy)} in {item.cluster} · {holdsIn(item)}
    </Typography>
  </Box>
);

/** The policies of all clusters, each with what it does where, and its text. */
export const PoliciesView = () => (
  <Answered
    polled={usePolicies()}
    loading={<Loading what="the policies" height={480} />}
  >
    {({ items, sources }) => (
      <div>
        <SourceLine sources={sources} />
        {items.length > 0 ? (
          <Stack
            spacing={1}
            component="ul"
            aria-label="Policies"
            sx={{ listStyle: 'none', p: 0, m: 0 }}
          >
            {items.map(item => (
              <li
                key={`${item.cluster} ${item.policy.kind} ${keyOf(
                  item.policy,
                )}`}
              >
                <Unfold title={<Title item={item} />}>
                  <Facts
                    facts={{
                      Asks: item.description,
                      Category: item.category,
                      Actions: item.actions.join(', '),
                      'In force': readyWords(item.ready),
                      'What runs already': item.background
                        ? 'is evaluated'
                        : 'is not evaluated: only changes are',
                    }}
                  />
                  <PolicyText item={item} />
                </Unfold>
              </li>
            ))}
          </Stack>
        ) : (
          <Typography>
            No policy is known. They appear when a cluster has policies of
            Kyverno, or ValidatingAdmissionPolicies, and the portal may read
            them.
          </Typography>
        )}
      </div>
    )}
  </Answered>
);
