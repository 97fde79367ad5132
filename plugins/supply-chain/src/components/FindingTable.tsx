import { Link } from '@backstage/core-components';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useTheme } from '@mui/material/styles';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { RelativeTime, severityColor } from '@portolan/plugin-answers-react';
import { Finding } from '@portolan/plugin-supply-chain-common';

const headers = [
  'Severity',
  'Vulnerability',
  'Package',
  'Installed → fixed',
  'Found by',
  'First seen',
];

const FindingRow = ({ finding }: { finding: Finding }) => {
  const theme = useTheme();
  const { id, severity, title, url, installedVersion, fixedVersion } = finding;
  return (
    <TableRow>
      <TableCell>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <Box
            aria-hidden
            sx={{
              width: 4,
              height: 20,
              flexShrink: 0,
              bgcolor: severityColor(theme, severity),
            }}
          />
          {severity}
        </Box>
      </TableCell>
      <TableCell>
        {url ? <Link to={url}>{id}</Link> : id}
        {finding.isNew && (
          <Chip size="small" label="new" sx={{ ml: 1, my: 0 }} />
        )}
        {title && <Box sx={{ color: 'text.secondary' }}>{title}</Box>}
      </TableCell>
      <TableCell>{finding.package}</TableCell>
      <TableCell>
        {installedVersion} → {fixedVersion ?? 'no fix yet'}
      </TableCell>
      <TableCell>{finding.foundBy.join(', ')}</TableCell>
      <TableCell>
        <RelativeTime at={finding.firstSeen} />
      </TableCell>
    </TableRow>
  );
};

/** In the order of the server: the worst first. */
export const FindingTable = (props: { findings: readonly Finding[] }) => (
  // It scrolls sideways on a phone, and by keyboard.
  <TableContainer tabIndex={0} role="region" aria-label="Findings, scrollable">
    <Table size="small" aria-label="Findings">
      <TableHead>
        <TableRow>
          {headers.map(header => (
            <TableCell key={header}>{header}</TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {props.findings.map(finding => (
          <FindingRow
            key={`${finding.id} ${finding.package} ${finding.installedVersion}`}
            finding={finding}
          />
        ))}
      </TableBody>
    </Table>
  </TableContainer>
);
