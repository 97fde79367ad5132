import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import {
  AnswerIcon,
  Facts,
  Loading,
  RelativeTime,
  Section,
  SourceLine,
} from '@portolan/plugin-answers-react';
import CloseIcon from '@material-ui/icons/Close';
import Box from '@mui/material/Box';
import Drawer from '@mui/material/Drawer';
import IconButton from '@mui/material/IconButton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { NamespaceDetail } from '@portolan/plugin-guardrails-common';
import { useNamespace } from '../hooks';
import { CellRef } from '../results';
import { Answered } from './Answered';
import { ExceptionRows } from './ExceptionRows';
import { MeshDetails } from './MeshDetails';
import { OpenResults } from './OpenResults';
import { PolicyTexts } from './PolicyTexts';
import { StageChip } from './StageChip';

const titleId = 'guardrails-cell-panel';

const Cell = (props: {
  detail: NamespaceDetail;
  of: CellRef;
  stale: boolean;
}) => {
  const { detail, of, stale } = props;
  const control = detail.controls.find(({ id }) => id === of.control);
  const cell = detail.cells.find(each => each.control === of.control);
  const exceptions = detail.exceptions.filter(({ controls }) =>
    controls.includes(of.control),
  );
  if (!control || !cell) {
    return (
      <Typography>
        No control of this name looks at this namespace any more.
      </Typography>
    );
  }
  return (
    <Stack spacing={3}>
      <div>
        <SourceLine sources={detail.sources} />
        <Typography variant="h6" component="h3" sx={{ m: 0 }}>
          {control.title}
        </Typography>
        {control.description && (
          <Typography color="text.secondary">{control.description}</Typography>
        )}
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', mt: 1.5 }}>
          <AnswerIcon
            answer={cell.answer}
            stale={stale || cell.code === 'stale'}
          />
          <StageChip stage={cell.stage} />
        </Box>
        <Typography sx={{ mt: 1, overflowWrap: 'anywhere' }}>
          {cell.sentence}
        </Typography>
        <Facts
          facts={{
            Environment: detail.environment,
            Cluster: detail.cluster,
            Owners:
              detail.owners.length > 0 ? (
                <EntityRefLinks entityRefs={[...detail.owners]} hideIcons />
              ) : (
                'nobody'
              ),
            'As of': cell.asOf && <RelativeTime at={cell.asOf} />,
          }}
        />
      </div>
      {control.kind === 'mesh' ? (
        <Section title="Mesh">
          <MeshDetails mesh={detail.mesh} />
        </Section>
      ) : (
        <>
          <Section title="What is open">
            <OpenResults cell={of} />
          </Section>
          <Section title="Exceptions">
            {exceptions.length > 0 ? (
              <ExceptionRows
                label={`Exceptions from ${control.title}`}
                items={exceptions}
              />
            ) : (
              <Typography color="text.secondary">
                No exception covers anything here.
              </Typography>
            )}
          </Section>
          <Section title="The policy">
            <PolicyTexts
              choose={policy =>
                policy.cluster === of.cluster && policy.control === of.control
              }
            />
          </Section>
        </>
      )}
    </Stack>
  );
};

/** All about one control in one namespace, beside the matrix. */
export const CellPanel = (props: {
  /** Absent while none is open. */
  cell: CellRef | undefined;
  onClose: () => void;
}) => {
  const { cell, onClose } = props;
  const detail = useNamespace(cell);
  return (
    <Drawer
      anchor="right"
      open={cell !== undefined}
      onClose={onClose}
      PaperProps={{
        role: 'dialog',
        'aria-labelledby': titleId,
        sx: { width: 'min(600px, 100vw)', p: 3, pt: 2 },
      }}
    >
      <Box
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          alignItems: 'center',
          mb: 1,
        }}
      >
        <Typography variant="h5" component="h2" id={titleId} sx={{ m: 0 }}>
          {cell?.namespace}
        </Typography>
        <IconButton onClick={onClose} aria-label="Close">
          <CloseIcon />
        </IconButton>
      </Box>
      {cell && (
        <Answered
          polled={detail}
          loading={<Loading what="the namespace" height={480} />}
        >
          {(value, stale) => <Cell detail={value} of={cell} stale={stale} />}
        </Answered>
      )}
    </Drawer>
  );
};
