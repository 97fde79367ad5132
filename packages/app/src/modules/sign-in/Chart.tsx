import Box from '@mui/material/Box';

/** Where rhumb lines meet, and how many leave from there. */
const roses = [
  { x: 180, y: 160, lines: 32 },
  { x: 820, y: 420, lines: 16 },
  { x: 420, y: 640, lines: 16 },
];

/** The net of rhumb lines that covers a portolan chart; nothing but a background. */
export const Chart = () => (
  <Box
    component="svg"
    aria-hidden
    viewBox="0 0 1000 700"
    preserveAspectRatio="xMidYMid slice"
    sx={{
      position: 'absolute',
      inset: 0,
      width: '100%',
      height: '100%',
      stroke: 'currentColor',
      fill: 'none',
      opacity: 0.14,
    }}
  >
    {roses.map(({ x, y, lines }) => (
      <g key={x} transform={`translate(${x} ${y})`}>
        <circle r={46} />
        {Array.from({ length: lines }, (_, index) => (
          <line
            key={index}
            x2={1400}
            transform={`rotate(${(index * 360) / lines})`}
          />
        ))}
      </g>
    ))}
  </Box>
);
