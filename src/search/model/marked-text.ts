import { z } from 'zod'
import { foldVietnamese } from '../../platform/search-text.ts'

/** A text in pieces, the found words marked; as pieces it can hold no markup that a page would take for its own. */
export const markedText = z.array(z.object({ text: z.string(), marked: z.boolean() }))
export type MarkedText = z.output<typeof markedText>

interface Marks {
  whole: ReadonlySet<string>
  beginnings: readonly string[]
}

/** Marks the words in a text as it was written; neighbours are marked together. */
export function markWords(text: string, marks: Marks): MarkedText {
  const pieces = [...text.matchAll(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu)].map(([piece]) => ({
    text: piece,
    marked: isMarked(foldVietnamese(piece), marks),
  }))
  return pieces.reduce<MarkedText>((joined, piece, index) => {
    const last = joined.at(-1)
    const isBetween =
      last?.marked === true && piece.text === ' ' && pieces[index + 1]?.marked === true && !piece.marked
    if (last && (last.marked === piece.marked || isBetween)) last.text += piece.text
    else joined.push({ ...piece })
    return joined
  }, [])
}

function isMarked(word: string, { whole, beginnings }: Marks): boolean {
  return word !== '' && (whole.has(word) || beginnings.some((beginning) => word.startsWith(beginning)))
}

const longestSnippet = 240
const before = 70
/** Marked words that are weighed, of the whole text and after each. */
const mostMarks = 500
const nearest = 24

/** The part of a text where most of the words stand together, cut at words; null when none is in it. */
export function snippetOf(text: string, marks: Marks): MarkedText | null {
  const at = bestPlace(text, marks)
  if (at === null) return null
  const start = at <= before ? 0 : text.indexOf(' ', at - before) + 1
  const from = Math.min(start, at)
  const end =
    from + longestSnippet >= text.length ? text.length : text.lastIndexOf(' ', from + longestSnippet)
  const until = end <= at ? from + longestSnippet : end
  const cut = text.slice(from, until).replaceAll(/\s+/g, ' ').trim()
  return markWords(`${from > 0 ? '… ' : ''}${cut}${until < text.length ? ' …' : ''}`, marks)
}

/** Where the piece of a snippet's length begins in which the most different words are found; the first of equals. */
function bestPlace(text: string, marks: Marks): number | null {
  const found = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)]
    .map(({ 0: word, index }) => ({ word: foldVietnamese(word), index }))
    .filter(({ word }) => isMarked(word, marks))
    .slice(0, mostMarks)
  let best: { index: number; count: number } | null = null
  for (const [place, { index }] of found.entries()) {
    const inReach = found
      .slice(place, place + nearest)
      .filter((each) => each.index < index + longestSnippet - before)
    const count = new Set(inReach.map(({ word }) => word)).size
    if (best === null || count > best.count) best = { index, count }
  }
  return best?.index ?? null
}
