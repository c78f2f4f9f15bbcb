import { createTheme, type MantineColorsTuple } from '@mantine/core'

const flag: MantineColorsTuple = [
  '#ffecea',
  '#fbd9d5',
  '#f0b1aa',
  '#e6877c',
  '#dd6355',
  '#d84c3c',
  '#b3261e',
  '#9c1f18',
  '#861813',
  '#70100c',
]

/** Quiet, readable, one accent; system fonts so that no host is asked for one. */
export const theme = createTheme({
  primaryColor: 'flag',
  primaryShade: 6,
  colors: { flag },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontSizes: { sm: '0.9375rem', md: '1.0625rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  autoContrast: true,
})
