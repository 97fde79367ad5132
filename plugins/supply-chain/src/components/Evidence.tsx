import Box from '@mui/material/Box';
import {
  CodeBlock,
  CopyText,
  Loading,
  RelativeTime,
  Unfold,
} from '@portolan/plugin-answers-react';
import { DigestImage } from '@portolan/plugin-supply-chain-common';
import { useDigest } from '../hooks';
import { Answered } from './Answered';

const ImageEvidence = ({ image }: { image: DigestImage }) => {
  const { reference, index, asOf, nextAt, cause, report } = image;
  const json =
    report === undefined ? undefined : JSON.stringify(report, undefined, 2);
  return (
    <Box sx={{ mb: 2 }}>
      <CopyText text={reference} what="reference" />
      {index && <div>listed by index {index}</div>}
      <div>
        {asOf ? (
          <>
            read from the registry <RelativeTime at={asOf} />
          </>
        ) : (
          'never read from the registry'
        )}
        {nextAt && (
          <>
            , again <RelativeTime at={nextAt} />
          </>
        )}
      </div>
      {cause && <div>The last reading failed: {cause}</div>}
      {json ? (
        <CodeBlock label={`Report about ${reference}`} text={json} />
      ) : (
        <div>
          Nothing was read yet. It appears by itself after the registry was
          read.
        </div>
      )}
    </Box>
  );
};

const ReadEvidence = ({ digest }: { digest: string }) => (
  <Answered
    polled={useDigest(digest)}
    loading={<Loading what="the evidence" height={240} />}
  >
    {({ images }) =>
      images.map(image => <ImageEvidence key={image.reference} image={image} />)
    }
  </Answered>
);

/** Certificates, log entries and statements as they were read: asked for only when it is opened. */
export const Evidence = ({ digest }: { digest: string }) => (
  <Unfold title="Raw evidence (certificate, log entry, statements)">
    <ReadEvidence digest={digest} />
  </Unfold>
);
