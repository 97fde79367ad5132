import { Theme } from '@mui/material/styles';

/** Of a finding or a violation. From the theme, so that they hold in light and dark. */
export function severityColor(theme: Theme, severity: string): string {
  const { palette } = theme;
  switch (severity) {
    case 'critical':
      return palette.error.dark;
    case 'high':
      return palette.error.main;
    case 'medium':
      return palette.warning.main;
    case 'low':
      return palette.info.main;
    default:
      return palette.text.disabled;
  }
}
