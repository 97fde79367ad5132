import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { FleetItem } from '@portolan/plugin-supply-chain-common';
import { Fragment } from 'react';
import { groupByOwner } from '../fleet';
import { FleetRow } from './FleetRow';

const headers = [
  'Component',
  'Environment',
  'Owner',
  'Signed',
  'Scanned',
  'Source',
  'Criticals',
  'Since',
];

const OwnerGroup = (props: {
  owner: string | undefined;
  items: readonly FleetItem[];
}) => {
  const { owner, items } = props;
  const inOrder = items.filter(
    ({ answer }) => answer === 'pass' || answer === 'pass with exception',
  ).length;
  return (
    <>
      <TableRow>
        <TableCell component="th" scope="rowgroup" colSpan={headers.length}>
          {owner ? <EntityRefLink entityRef={owner} /> : 'No owner'} · {inOrder}{' '}
          of {items.length} pass on this page
        </TableCell>
      </TableRow>
      {items.map(item => (
        <FleetRow key={item.id} item={item} />
      ))}
    </>
  );
};

/** In the order of the server. Grouped, it is this page's rows that are grouped. */
export const FleetTable = (props: {
  items: readonly FleetItem[];
  isByOwner: boolean;
  /** What is shown was true once, and may not be now. */
  stale: boolean;
}) => (
  // It scrolls sideways on a phone, and by keyboard.
  <TableContainer tabIndex={0} role="region" aria-label="What runs, scrollable">
    <Table
      size="small"
      aria-label="What runs"
      sx={props.stale ? { '& td': { color: 'text.secondary' } } : undefined}
    >
      <TableHead>
        <TableRow>
          {headers.map(header => (
            <TableCell key={header}>{header}</TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {props.isByOwner
          ? [...groupByOwner(props.items)].map(([owner, items]) => (
              <Fragment key={owner ?? ''}>
                <OwnerGroup owner={owner} items={items} />
              </Fragment>
            ))
          : props.items.map(item => <FleetRow key={item.id} item={item} />)}
      </TableBody>
    </Table>
  </TableContainer>
);
