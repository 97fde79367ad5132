import { useApi } from '@backstage/frontend-plugin-api';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { FleetItem } from '@portolan/plugin-supply-chain-common';
import { useState } from 'react';
import { FleetQuery, supplyChainApiRef } from '../api';
import { fleetCsv, listWholeFleet } from '../fleet';

const formats = {
  CSV: { type: 'text/csv', write: fleetCsv },
  JSON: {
    type: 'application/json',
    write: (items: readonly FleetItem[]) => JSON.stringify(items, undefined, 2),
  },
} as const;

type Format = keyof typeof formats;

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}

/** Saves all rows that match, not this page's alone, and says how many they were. */
export const FleetExport = ({ query }: { query: FleetQuery }) => {
  const api = useApi(supplyChainApiRef);
  const [said, setSaid] = useState('');

  const exportAs = async (format: Format) => {
    const { type, write } = formats[format];
    setSaid('Reading all rows…');
    try {
      const { items, total } = await listWholeFleet(api, query);
      save(
        `supply-chain.${format.toLowerCase()}`,
        new Blob([write(items)], { type }),
      );
      setSaid(
        `Saved ${items.length.toLocaleString('en')} of ${total.toLocaleString(
          'en',
        )} rows.`,
      );
    } catch (error) {
      setSaid(`Nothing was saved: ${(error as Error).message}`);
    }
  };

  return (
    <Box
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
    >
      {(Object.keys(formats) as Format[]).map(format => (
        <Button
          key={format}
          size="small"
          variant="outlined"
          onClick={() => exportAs(format)}
        >
          Export {format}
        </Button>
      ))}
      <span role="status">{said}</span>
    </Box>
  );
};
