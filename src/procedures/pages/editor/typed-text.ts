/** A number as typed; an empty one stands for none. */
export type NumberText = string

/** The whole number typed, with or without the dots between thousands; what is none comes back as typed. */
export function numberOf(typed: NumberText): number | string | null {
  const text = typed.trim()
  if (text === '') return null
  return /^\d{1,3}(\.\d{3})+$|^\d{1,12}$/.test(text) ? Number(text.replaceAll('.', '')) : text
}

/** 200000 → "200.000". */
export function numberText(value: number | null): NumberText {
  return value === null ? '' : String(value).replaceAll(/\B(?=(\d{3})+$)/g, '.')
}

/** A list as lines of one box. A line break within an entry becomes a space, as it is no list of its own. */
export function linesOf(entries: readonly string[] | undefined): string {
  return (entries ?? []).map((entry) => entry.replaceAll(/\s*\n\s*/g, ' ')).join('\n')
}

/** One entry per line; empty lines are none. */
export function writtenLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
