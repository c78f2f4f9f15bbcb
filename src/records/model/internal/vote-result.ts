import { createHash } from 'node:crypto'

export interface Ballot {
  voterId: string
  choice: number | null
  words: string
}

export interface VoteResult {
  /** Votes for each option, in the order of the options. */
  counts: number[]
  cast: number
  asked: number
}

/** Counts ballots; one that was not cast counts for none of the options. */
export function countBallots(options: readonly string[], ballots: readonly Ballot[]): VoteResult {
  const counts = options.map((_, option) => ballots.filter(({ choice }) => choice === option).length)
  return { counts, cast: ballots.filter(({ choice }) => choice !== null).length, asked: ballots.length }
}

/** A digest over question, options and every ballot in a fixed order: whoever changes one later breaks it. */
export function sealOf(
  vote: { id: string; question: string; options: readonly string[] },
  ballots: readonly Ballot[],
): string {
  const ordered = ballots.toSorted((a, b) => (a.voterId < b.voterId ? -1 : 1))
  const text = JSON.stringify([
    vote.id,
    vote.question,
    vote.options,
    ordered.map(({ voterId, choice, words }) => [voterId, choice, words]),
  ])
  return createHash('sha256').update(text).digest('hex')
}

/** 'Đồng ý 5, Không đồng ý 1; 6/8 người trả lời'. */
export function resultWords(options: readonly string[], { counts, cast, asked }: VoteResult): string {
  return `${options.map((option, index) => `${option} ${counts[index] ?? 0}`).join(', ')}; ${cast}/${asked} người trả lời`
}
