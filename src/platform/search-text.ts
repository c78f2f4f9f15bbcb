/**
 * The search form of a Vietnamese text: lower case, no diacritics (đ as d), letters and digits with single
 * spaces between words. Dots between digits go, so that `2.000815` and `2000815` are the same. The tone mark's
 * place (hoà, hòa) and composed or decomposed input make no difference. Folding twice changes nothing.
 */
export function foldVietnamese(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll(/(?<=\d)\.(?=\d)/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** One thing to be found, prepared once so that every keystroke only compares strings. */
export interface SearchEntry {
  /** Folded words with a space before and after, so that ` word` means "begins a word". */
  padded: string
  /** The same without any space. */
  joined: string
  /** First letters of the words: `dkks` for "đăng ký khai sinh". */
  initials: string
  /** Lower-cased with diacritics, to prefer what was typed exactly. */
  exact: string
  /** Folded code without spaces, or an empty string. */
  code: string
}

/** What was typed, prepared once per search. */
export interface SearchQuery {
  tokens: readonly string[]
  joined: string
  /** Lower-cased with diacritics, or null when none were typed. */
  exact: string | null
}

/** Prepares a text, and the code people know it by if it has one, for searching. */
export function prepareEntry(text: string, code: string | null = null): SearchEntry {
  const folded = foldVietnamese(text)
  const words = folded.split(' ')
  return {
    padded: ` ${folded} `,
    joined: words.join(''),
    // By whole characters: half of one is no text.
    initials: words.map((word) => [...word][0] ?? '').join(''),
    exact: plainLower(text),
    code: code === null ? '' : foldVietnamese(code).replaceAll(' ', ''),
  }
}

/** Prepares what was typed. */
export function prepareQuery(typed: string): SearchQuery {
  const folded = foldVietnamese(typed)
  const lower = plainLower(typed)
  const hasDiacritics = /[đ\p{M}]/u.test(lower.normalize('NFD'))
  return {
    tokens: folded === '' ? [] : folded.split(' '),
    joined: folded.replaceAll(' ', ''),
    exact: hasDiacritics ? lower : null,
  }
}

/**
 * How well an entry answers a query: 0 is not at all, more is better. Every typed word must be found: as a word,
 * the beginning or inside of one, among the initials, or as the beginning of the code. The whole phrase, an
 * early place and the diacritics as typed count extra. An empty query matches everything alike (1).
 */
export function matchScore(entry: SearchEntry, query: SearchQuery): number {
  if (query.tokens.length === 0) return 1
  const byCode = codeScore(entry.code, query.joined)
  if (byCode > 0) return byCode
  let score = 0
  for (const token of query.tokens) {
    const found = tokenScore(entry, token)
    if (found === 0) return 0
    score += found
  }
  return score / query.tokens.length + phraseScore(entry, query)
}

/** The best `limit` items for what was typed, best first; equals keep their order. */
export function searchItems<Item>(
  items: readonly { entry: SearchEntry; item: Item }[],
  typed: string,
  limit: number,
): Item[] {
  const query = prepareQuery(typed)
  return items
    .map(({ entry, item }) => ({ item, score: matchScore(entry, query) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, limit)
    .map(({ item }) => item)
}

const SHORTEST_CODE = 4

function codeScore(code: string, typed: string): number {
  if (code === '' || !/\d/.test(typed)) return 0
  if (code === typed) return 1000
  // Long local forms of a code begin with the national one: 2.000815.000.00.00.H55.
  if (code.length > SHORTEST_CODE && typed.startsWith(code)) return 900
  if (typed.length >= 2 && code.startsWith(typed)) return 500
  return typed.length >= SHORTEST_CODE && code.includes(typed) ? 300 : 0
}

function tokenScore(entry: SearchEntry, token: string): number {
  if (entry.padded.includes(` ${token} `)) return 20
  if (entry.padded.includes(` ${token}`)) return 14
  const atInitials = token.length >= 2 ? entry.initials.indexOf(token) : -1
  if (atInitials === 0) return 16
  if (atInitials > 0) return 10
  if (entry.padded.includes(token)) return 4
  // Words run together ("khaisinh"); a single letter inside a word says nothing.
  return token.length >= 4 && entry.joined.includes(token) ? 8 : 0
}

function phraseScore(entry: SearchEntry, query: SearchQuery): number {
  const at = entry.padded.indexOf(` ${query.tokens.join(' ')}`)
  const phrase = at < 0 ? 0 : at === 0 ? 12 : 8
  const asTyped = query.exact !== null && entry.exact.includes(query.exact) ? 6 : 0
  // Of two that answer alike, the shorter name is the plainer case.
  return phrase + asTyped + 2 / (1 + entry.padded.length / 40)
}

function plainLower(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()
}
