import { Loading, Unfold } from '@portolan/plugin-answers-react';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { PolicyItem } from '@portolan/plugin-guardrails-common';
import { usePolicies } from '../hooks';
import { nameOf } from '../wording';
import { Answered } from './Answered';
import { PolicyText } from './PolicyText';

/** The policies that something comes from, each with its text when it is opened. */
export const PolicyTexts = (props: {
  /** Which of a cluster's policies. */
  choose: (item: PolicyItem) => boolean;
}) => (
  <Answered
    polled={usePolicies()}
    loading={<Loading what="the policies" height={48} />}
  >
    {({ items }) => {
      const chosen = items.filter(props.choose);
      return chosen.length > 0 ? (
        <Stack spacing={1}>
          {chosen.map(item => (
            <Unfold
              key={nameOf(item.policy)}
              title={`${nameOf(item.policy)} (YAML)`}
            >
              <PolicyText item={item} />
            </Unfold>
          ))}
        </Stack>
      ) : (
        <Typography color="text.secondary">
          The portal can not read this policy: it is gone, or of a kind that the
          portal does not watch.
        </Typography>
      );
    }}
  </Answered>
);
