import { Link } from '@backstage/core-components';
import {
  EntityDisplayName,
  EntityRefLink,
  EntityRefLinks,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import {
  AnswerIcon,
  answerWords,
  RelativeTime,
} from '@portolan/plugin-answers-react';
import { Answer, FleetItem } from '@portolan/plugin-supply-chain-common';
import { shortDigest } from '../wording';

const AnswerCell = ({ answer }: { answer: Answer }) => (
  <TableCell>
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
      <AnswerIcon answer={answer} decorative />
      {answerWords[answer]}
    </Box>
  </TableCell>
);

const Component = ({ item }: { item: FleetItem }) => {
  const linkOf = useEntityRefLink();
  const { entityRef, claimedBy = [], environment, container } = item;
  if (entityRef) {
    const search = new URLSearchParams({
      ...(environment && { environment }),
      container,
    });
    return (
      <Link to={`${linkOf(entityRef)}/supply-chain?${search}`}>
        <EntityDisplayName entityRef={entityRef} hideIcon disableTooltip />
      </Link>
    );
  }
  return claimedBy.length > 0 ? (
    <>
      claimed by several: <EntityRefLinks entityRefs={[...claimedBy]} />
    </>
  ) : (
    <>no component</>
  );
};

/** One container's digest in one environment. */
export const FleetRow = ({ item }: { item: FleetItem }) => {
  const { environment, cluster, namespace, workload, owner, digest } = item;
  return (
    <TableRow hover>
      <TableCell component="th" scope="row">
        <Component item={item} />
        <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {workload.kind} {workload.name}, {item.container} ·{' '}
          <span title={digest ? `${item.image} ${digest}` : item.image}>
            {digest ? shortDigest(digest) : item.image}
          </span>
        </Box>
      </TableCell>
      <TableCell>
        {environment ?? 'none'}
        <Box sx={{ color: 'text.secondary' }}>
          {cluster}, {namespace}
        </Box>
      </TableCell>
      <TableCell>
        {owner ? <EntityRefLink entityRef={owner} /> : 'nobody'}
      </TableCell>
      <AnswerCell answer={item.signed} />
      <AnswerCell answer={item.scanned} />
      <AnswerCell answer={item.source} />
      <TableCell>{item.criticals ?? 'not known'}</TableCell>
      <TableCell>
        <RelativeTime at={item.since} />
      </TableCell>
    </TableRow>
  );
};
