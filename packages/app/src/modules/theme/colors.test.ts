import { Colors, dark, light } from './colors';

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
    .map(value =>
      value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
    );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

const surfaces = ['background', 'surface', 'raised'] as const;
const messages = [
  'successSurface',
  'warningSurface',
  'errorSurface',
  'infoSurface',
] as const;

/** What is read, on what it stands: at least 4.5. */
const texts: Array<[keyof Colors, readonly (keyof Colors)[]]> = [
  ['text', [...surfaces, ...messages]],
  ['textSubtle', surfaces],
  ['link', surfaces],
  ['primary', surfaces],
  ['success', [...surfaces, 'successSurface']],
  ['warning', [...surfaces, 'warningSurface']],
  ['error', [...surfaces, 'errorSurface']],
  ['info', [...surfaces, 'infoSurface']],
  ['onPrimary', ['primary', 'primaryHover']],
  ['onHeader', ['header']],
  ['onNavigation', ['navigation', 'navigationHover']],
  ['onNavigationSelected', ['navigation', 'navigationHover']],
];

/** What is seen but not read: at least 3. */
const graphics: Array<[keyof Colors, readonly (keyof Colors)[]]> = [
  ['fieldBorder', surfaces],
  ['textDisabled', surfaces],
  ['accent', ['navigation', 'header']],
];

function failing(
  colors: Colors,
  pairs: Array<[keyof Colors, readonly (keyof Colors)[]]>,
  minimum: number,
): string[] {
  return pairs.flatMap(([foreground, backgrounds]) =>
    backgrounds
      .map(background => ({
        pair: `${foreground} on ${background}`,
        ratio: contrast(colors[foreground], colors[background]),
      }))
      .filter(({ ratio }) => ratio < minimum)
      .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}`),
  );
}

describe.each([light, dark])('the $mode theme', colors => {
  it('can be read by people with low vision (WCAG 2 AA)', () => {
    expect(failing(colors, texts, 4.5)).toEqual([]);
    expect(failing(colors, graphics, 3)).toEqual([]);
  });
});

describe('contrast', () => {
  it('is what WCAG says of its own examples', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48);
  });
});
