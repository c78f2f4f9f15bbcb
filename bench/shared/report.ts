import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'

/** The last line of a measurement: what the program reached, what limits it, and one by the other. */
export function reportResult(result: { name: string; ours: number; limit: number }): void {
  const { name, ours, limit } = result
  console.log(
    JSON.stringify({ name, ours: rounded(ours), limit: rounded(limit), ratio: rounded(ours / limit) }),
  )
}

/** A line for people, with the load of the machine at that moment (mean of the last minute). */
export function say(line: string): void {
  console.log(`${line}   [load ${(loadavg()[0] ?? 0).toFixed(1)}]`)
}

/** Three significant digits or whole numbers, whichever says more. */
export function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3))
}

/** The value below which the share `part` of the values lies; 0.5 is the median. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const position = (sorted.length - 1) * part
  const below = sorted[Math.floor(position)] ?? Number.NaN
  const above = sorted[Math.ceil(position)] ?? below
  return below + (above - below) * (position % 1)
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The most that each option takes, so that no measurement runs on. */
const mostAsked = { rounds: 20, seconds: 30, documents: 2_000_000 }
type Options = Partial<typeof mostAsked>

/** What was asked for of the named options (`--rounds 3`), whole numbers within bounds; the given ones otherwise. */
export function readOptions<Given extends Options>(defaults: Given): Given {
  const names = Object.keys(defaults) as (keyof Options)[]
  const { values } = parseArgs({
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  })
  const read = names.map((name) => [name, bounded(values[name], defaults[name] ?? 1, mostAsked[name])])
  return Object.fromEntries(read) as Given
}

function bounded(given: string | undefined, normal: number, highest: number): number {
  const value = given === undefined ? normal : Math.floor(Number(given))
  if (!(value >= 1 && value <= highest)) throw new Error(`A whole number from 1 to ${highest} is wanted.`)
  return value
}
