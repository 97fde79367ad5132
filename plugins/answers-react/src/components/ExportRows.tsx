import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { listAllPages } from '../client/listAllPages';

const types = { CSV: 'text/csv', JSON: 'application/json' } as const;

type Format = keyof typeof types;

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}

/** Saves all rows that match, not this page's alone, and says how many they were. */
export function ExportRows<T>(props: {
  /** Of the file, without its ending. */
  name: string;
  listPage: Parameters<typeof listAllPages<T>>[0];
  toCsv: (items: readonly T[]) => string;
}) {
  const { name, listPage, toCsv } = props;
  const [said, setSaid] = useState('');

  const exportAs = async (format: Format) => {
    setSaid('Reading all rows…');
    try {
      const { items, total } = await listAllPages(listPage);
      const content =
        format === 'CSV' ? toCsv(items) : JSON.stringify(items, undefined, 2);
      save(
        `${name}.${format.toLowerCase()}`,
        new Blob([content], { type: types[format] }),
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
      {(Object.keys(types) as Format[]).map(format => (
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
}
