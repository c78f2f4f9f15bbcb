import { createHash } from 'node:crypto'
import { dayNumber } from '../../calendar/model/local-time.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { readReferences } from './payment-reference.ts'

/** A movement on the account, as one source tells of it. */
export interface Movement {
  bookedOn: string
  amountVnd: number
  bankReference: string
  description: string
}

/** Who tells of movements: a kind of statement, or a provider as they happen. */
export type MovementSource = 'csv' | 'xlsx' | 'mt940' | 'camt053' | 'notice'

/** A movement that is already there, and who has told of it. */
export interface KnownMovement extends Movement {
  id: string
  sources: readonly MovementSource[]
}

/** Days by which two sources may date the same movement apart: by the bank's reference, and without. */
export const daysApart = { byReference: 10, byText: 3 } as const

const plain = (text: string) => foldVietnamese(text).replaceAll(' ', '')

/**
 * What names each line of a statement among all statements of its kind, so that a day that is in two of them is taken once. Lines that
 * are alike in everything are told apart by counting them.
 */
export function fingerprints(account: string, lines: readonly Movement[]): string[] {
  const counted = new Map<string, number>()
  return lines.map(({ bookedOn, amountVnd, bankReference, description }) => {
    const name = bankReference === '' ? ['text', plain(description)] : ['reference', plain(bankReference)]
    const key = JSON.stringify([account, bookedOn, amountVnd, ...name])
    const count = (counted.get(key) ?? 0) + 1
    counted.set(key, count)
    return createHash('sha256').update(`${key} ${count}`).digest('hex')
  })
}

/** By what two sources are seen to tell of the same movement, the surest first; an empty name pairs with nothing. */
const ways: { nameOf(movement: Movement): string; days: number }[] = [
  { nameOf: ({ bankReference }) => plain(bankReference), days: daysApart.byReference },
  {
    nameOf: ({ description }) =>
      readReferences(description)
        .map(({ year, number }) => `${year}-${number}`)
        .toSorted()
        .join(' '),
    days: daysApart.byText,
  },
  { nameOf: ({ description }) => plain(description), days: daysApart.byText },
]

/**
 * For each movement that a source tells of, the one already there that it is, or null. A source tells of each movement once: so what it
 * has told of before is never meant, no two are the same one, and a second transfer alike in everything stays a second transfer.
 */
export function pairMovements(
  told: readonly Movement[],
  known: readonly KnownMovement[],
  source: MovementSource,
): (string | null)[] {
  const paired: (string | null)[] = told.map(() => null)
  const free = new Set(known.filter(({ sources }) => !sources.includes(source)))
  for (const { nameOf, days } of ways) {
    const named = new Map<string, KnownMovement[]>()
    for (const movement of free) {
      const name = nameOf(movement)
      if (name === '') continue
      const among = named.get(keyOf(movement, name)) ?? []
      among.push(movement)
      named.set(keyOf(movement, name), among)
    }
    told.forEach((movement, index) => {
      if (paired[index] !== null) return
      const among = named.get(keyOf(movement, nameOf(movement)))
      const nearest = among
        ? nearestOf(
            movement,
            among.filter((each) => free.has(each)),
          )
        : undefined
      if (!nearest || apart(movement, nearest) > days) return
      free.delete(nearest)
      paired[index] = nearest.id
    })
  }
  return paired
}

const keyOf = ({ amountVnd }: Movement, name: string) => `${amountVnd} ${name}`
const apart = (a: Movement, b: Movement) => Math.abs(dayNumber(a.bookedOn) - dayNumber(b.bookedOn))

function nearestOf(movement: Movement, among: readonly KnownMovement[]): KnownMovement | undefined {
  const [first, ...others] = among
  return (
    first &&
    others.reduce((best, each) => (apart(movement, each) < apart(movement, best) ? each : best), first)
  )
}
