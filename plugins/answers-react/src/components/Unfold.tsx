import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import Accordion from '@mui/material/Accordion';
import AccordionDetails from '@mui/material/AccordionDetails';
import AccordionSummary from '@mui/material/AccordionSummary';
import { ReactNode, useState } from 'react';

/** Something that is made, and asked for, only when it is opened. */
export const Unfold = (props: {
  title: ReactNode;
  /** Open from the start. */
  open?: boolean;
  children: ReactNode;
}) => {
  const [open, setOpen] = useState(props.open ?? false);
  return (
    <Accordion
      variant="outlined"
      disableGutters
      expanded={open}
      onChange={(_event, expanded) => setOpen(expanded)}
      TransitionProps={{ unmountOnExit: true }}
    >
      <AccordionSummary
        expandIcon={<ExpandMoreIcon />}
        sx={{ '& .MuiAccordionSummary-content': { minWidth: 0 } }}
      >
        {props.title}
      </AccordionSummary>
      <AccordionDetails>{props.children}</AccordionDetails>
    </Accordion>
  );
};
