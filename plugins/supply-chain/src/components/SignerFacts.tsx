import { Link } from '@backstage/core-components';
import { Facts, RelativeTime } from '@portolan/plugin-answers-react';
import { Signer } from '@portolan/plugin-supply-chain-common';

export const SignerFacts = ({ signer }: { signer: Signer }) => {
  const { identity, issuer, log, signedAt } = signer;
  return (
    <Facts
      facts={{
        By: identity,
        Issuer: issuer,
        'Log index': log?.url ? (
          <Link to={log.url}>{log.index}</Link>
        ) : (
          log?.index
        ),
        'Signed at': signedAt && <RelativeTime at={signedAt} />,
      }}
    />
  );
};
