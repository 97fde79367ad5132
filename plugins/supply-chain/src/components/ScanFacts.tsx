import { Facts, RelativeTime } from '@portolan/plugin-answers-react';
import { ScanSummary } from '@portolan/plugin-supply-chain-common';
import { SeverityBar } from './SeverityBar';

const places = { pipeline: 'in the pipeline', cluster: 'in the cluster' };

export const ScanFacts = ({ scan }: { scan: ScanSummary }) => {
  const { scanners, scannedAt, counts, fixable, secrets, packages } = scan;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <SeverityBar counts={counts} />
      <Facts
        facts={{
          Scanner: scanners
            .map(({ name, from }) => `${name} ${places[from]}`)
            .join(', '),
          Scanned: scannedAt && <RelativeTime at={scannedAt} />,
          Fixable: `a fixed version for ${fixable} of ${total}`,
          Packages: packages && (
            <span title={packages.serialNumber}>
              {packages.count.toLocaleString('en')}, by {packages.scanner}{' '}
              <RelativeTime at={packages.asOf} />
            </span>
          ),
          Secrets: secrets === 0 ? 'none found' : `${secrets} found`,
        }}
      />
    </>
  );
};
