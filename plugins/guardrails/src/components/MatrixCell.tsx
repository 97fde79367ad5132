import { AnswerIcon } from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { Control, ControlCell } from '@portolan/plugin-guardrails-common';
import { cellWord, stageWord } from '../wording';

/** Stage and what is open, of one control in one namespace; opens the rest. */
export const MatrixCell = (props: {
  control: Control;
  cell: ControlCell;
  namespace: string;
  onOpen: () => void;
  buttonProps: { tabIndex: number; onFocus: () => void };
}) => {
  const { control, cell, namespace, onOpen, buttonProps } = props;
  const word = cellWord(cell);
  const stale = cell.code === 'stale';
  return (
    <ButtonBase
      {...buttonProps}
      onClick={onOpen}
      title={cell.sentence}
      aria-label={`${control.title} in ${namespace}: ${stageWord(cell.stage)}${
        word ? `, ${word}` : ''
      }`}
      sx={{
        width: '100%',
        height: '100%',
        minHeight: 44,
        px: 1,
        py: 0.75,
        borderRadius: 1,
        gap: 1,
        justifyContent: 'flex-start',
        alignItems: 'center',
        textAlign: 'left',
        color: stale ? 'text.secondary' : 'text.primary',
        '&:hover': { bgcolor: 'action.hover' },
        '&:focus-visible': { outline: 2, outlineColor: 'primary.main' },
      }}
    >
      <Box
        component="span"
        sx={{
          display: { md: 'none' },
          flex: 1,
          minWidth: 0,
          overflowWrap: 'anywhere',
        }}
      >
        {control.title}
      </Box>
      <AnswerIcon answer={cell.answer} stale={stale} decorative />
      <Box component="span" sx={{ width: { xs: 132, md: 'auto' } }}>
        {cell.code === 'off' ? (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            off
          </Box>
        ) : (
          <Box component="strong" sx={{ display: 'block', fontSize: 12 }}>
            {stageWord(cell.stage)}
          </Box>
        )}
        {word}
      </Box>
    </ButtonBase>
  );
};
