import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import {
  CopyText,
  Loading,
  RelativeTime,
} from '@portolan/plugin-answers-react';
import { DigestImage } from '@portolan/plugin-supply-chain-common';
import { useState } from 'react';
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
        <Box
          component="pre"
          tabIndex={0}
          role="region"
          aria-label={`Report about ${reference}`}
          sx={{
            p: 2,
            maxHeight: 480,
            overflow: 'auto',
            bgcolor: 'action.hover',
          }}
        >
          {json}
        </Box>
      ) : (
        <div>
          Nothing was read yet. It appears by itself after the registry was
          read.
        </div>
      )}
    </Box>
  );
};

/** Certificates, log entries and statements as they were read: asked for only when it is opened. */
export const Evidence = ({ digest }: { digest: string }) => {
  const [open, setOpen] = useState(false);
  const detail = useDigest(open ? digest : undefined);
  return (
    <Accordion
      variant="outlined"
      expanded={open}
      onChange={(_event, expanded) => setOpen(expanded)}
      TransitionProps={{ unmountOnExit: true }}
    >
      <AccordionSummary expandIcon={<ExpandMoreIcon />}>
        <Typography>
          Raw evidence (certificate, log entry, statements)
        </Typography>
      </AccordionSummary>
      <AccordionDetails>
        <Answered
          polled={detail}
          loading={<Loading what="the evidence" height={240} />}
        >
          {({ images }) =>
            images.map(image => (
              <ImageEvidence key={image.reference} image={image} />
            ))
          }
        </Answered>
      </AccordionDetails>
    </Accordion>
  );
};
