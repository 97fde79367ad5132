import {
  AnswerIcon,
  RelativeTime,
  RowTable,
} from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { ExceptionItem } from '@portolan/plugin-guardrails-common';
import { keyOf, nameOf } from '../wording';

const End = ({ item }: { item: ExceptionItem }) => {
  if (!item.expiresAt) return <>never ends</>;
  return (
    <>
      {item.expired ? 'ended ' : 'ends '}
      <RelativeTime at={item.expiresAt} />
    </>
  );
};

/** Exceptions as they stand in clusters, with what they cover and when they end. */
export const ExceptionRows = (props: {
  label: string;
  items: readonly ExceptionItem[];
}) => (
  <RowTable
    label={props.label}
    headers={['Exception', 'Excepts', 'Reason', 'End']}
    columns="1.3fr 1.4fr 1.4fr 0.8fr"
  >
    {props.items.map(item => (
      <Box
        role="row"
        key={`${item.cluster} ${item.exception.apiVersion} ${keyOf(
          item.exception,
        )}`}
        sx={{ color: item.expired ? 'text.secondary' : undefined }}
      >
        <Box role="rowheader" sx={{ display: 'flex', gap: 1 }}>
          <Box sx={{ pt: '3px', display: 'flex' }}>
            <AnswerIcon
              answer={item.expired ? 'nothing' : 'pass with exception'}
              label={item.expired ? 'no longer counts' : 'counts'}
            />
          </Box>
          <div>
            {nameOf(item.exception)}
            <Typography variant="body2" color="text.secondary">
              {item.cluster}
              {item.exception.namespace && ` / ${item.exception.namespace}`}
              {item.namespaces && `, for ${item.namespaces.join(', ')}`}
            </Typography>
          </div>
        </Box>
        <div role="cell">
          {item.policies.map(({ policy, rules }) => (
            <div key={policy}>
              {policy}
              {rules.length > 0 && `: ${rules.join(', ')}`}
            </div>
          ))}
        </div>
        <div role="cell">{item.reason ?? 'no reason was given'}</div>
        <div role="cell">
          <End item={item} />
        </div>
      </Box>
    ))}
  </RowTable>
);
