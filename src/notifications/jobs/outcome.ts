import type { Attempt } from '../commands/record-attempts.ts'
import { oneLine } from '../model/wording.ts'

/** What became of one try. */
export type SendOutcome = Pick<Attempt, 'outcome' | 'reason'>

export const failed = (reason: string): SendOutcome => ({ outcome: 'failed', reason: shortened(reason) })
export const refused = (reason: string): SendOutcome => ({ outcome: 'refused', reason: shortened(reason) })

/** What a foreign server says is its own text: one line, not too long. */
function shortened(text: string): string {
  const line = oneLine(text)
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
