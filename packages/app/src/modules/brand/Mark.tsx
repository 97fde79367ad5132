const degrees = (count: number) =>
  Array.from({ length: count }, (_, index) => (index * 360) / count);

/**
 * Portolan's mark: the rose of a portolan chart, whose rhumb lines run out in
 * sixteen directions, with its needle to the north.
 */
export const Mark = (props: { size: number }) => (
  <svg
    width={props.size}
    height={props.size}
    viewBox="-32 -32 64 64"
    aria-hidden
    focusable={false}
  >
    <g stroke="currentColor" strokeWidth={1.5} strokeOpacity={0.55}>
      {degrees(16).map(angle => (
        <line key={angle} y1={-30} y2={-10} transform={`rotate(${angle})`} />
      ))}
    </g>
    <circle r={21} fill="none" stroke="currentColor" strokeWidth={2} />
    <g fill="currentColor">
      {degrees(4).map(angle => (
        <path
          key={angle}
          d="M0-17 4-4 0 0-4-4Z"
          transform={`rotate(${angle})`}
        />
      ))}
    </g>
    <path d="M0-29 5-8 0-4-5-8Z" fill="#d9a03f" />
    <circle r={2.5} fill="#d9a03f" />
  </svg>
);
