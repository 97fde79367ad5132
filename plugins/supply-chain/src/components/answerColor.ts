import { Theme } from '@mui/material/styles';
import { Answer } from '@portolan/plugin-supply-chain-common';

/** From the theme, so that they hold in light and dark. Beside them, the answer is always in words, too. */
export function answerColor({ palette }: Theme, answer: Answer): string {
  switch (answer) {
    case 'fail':
      return palette.error.main;
    case 'pass with exception':
      return palette.warning.main;
    case 'pass':
      return palette.success.main;
    default:
      return palette.text.disabled;
  }
}
