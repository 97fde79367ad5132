import { Link } from '@backstage/core-components';
import {
  EntityDisplayName,
  EntityRefLinks,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import { FleetItem } from '@portolan/plugin-supply-chain-common';
import { shortDigest } from '../wording';

const Name = ({ item }: { item: FleetItem }) => {
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

/** Whose container it is, with its digest. */
export const FleetComponent = ({ item }: { item: FleetItem }) => {
  const { workload, container, image, digest } = item;
  return (
    <div>
      <Name item={item} />
      <Box sx={{ color: 'text.secondary' }}>
        {workload.kind} {workload.name}, {container} ·{' '}
        <span title={digest ? `${image} ${digest}` : image}>
          {digest ? shortDigest(digest) : image}
        </span>
      </Box>
    </div>
  );
};
