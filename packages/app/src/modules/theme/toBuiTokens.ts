import { Colors } from './colors';
import { fontFamily } from './fontFamily';

/**
 * The same colours as the variables that Backstage UI's components read. Some
 * of these names are deprecated, and its components read them nevertheless.
 */
export function toBuiTokens(colors: Colors): Record<string, string> {
  const tokens = {
    'font-regular': fontFamily,
    ring: colors.primary,
    'bg-app': colors.background,
    'bg-neutral-1': colors.surface,
    'bg-neutral-2': colors.raised,
    'bg-neutral-3': colors.surface,
    'bg-neutral-4': colors.raised,
    'fg-primary': colors.text,
    'fg-secondary': colors.textSubtle,
    'fg-disabled': colors.textDisabled,
    'border-1': colors.border,
    'border-2': colors.fieldBorder,
    'accent-bg': colors.primary,
    'accent-bg-hover': colors.primaryHover,
    'accent-fg': colors.onPrimary,
    'bg-solid': colors.primary,
    'bg-solid-hover': colors.primaryHover,
    'bg-solid-pressed': colors.primaryHover,
    'fg-solid': colors.onPrimary,
    'fg-positive': colors.success,
    'fg-success': colors.success,
    'fg-success-on-bg': colors.text,
    'bg-success': colors.successSurface,
    'border-success': colors.success,
    'fg-warning': colors.warning,
    'fg-warning-on-bg': colors.text,
    'bg-warning': colors.warningSurface,
    'border-warning': colors.warning,
    'fg-negative': colors.error,
    'fg-danger': colors.error,
    'fg-danger-on-bg': colors.text,
    'bg-danger': colors.errorSurface,
    'border-danger': colors.error,
    'fg-info': colors.info,
    'fg-info-on-bg': colors.text,
    'bg-info': colors.infoSurface,
    'border-info': colors.info,
  };
  return Object.fromEntries(
    Object.entries(tokens).map(([name, value]) => [`--bui-${name}`, value]),
  );
}
