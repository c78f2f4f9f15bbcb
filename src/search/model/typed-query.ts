import { addDays, isoWeekday, type LocalDate } from '../../calendar/model/local-time.ts'
import { foldVietnamese } from '../../platform/search-text.ts'
import { readTypedWords, type TypedWords } from '../../platform/typed-words.ts'
import type { Period } from './search-filter.ts'

/** A number, with the year or the symbol behind its stroke: `15`, `15/2026`, `15/CV-THM`. */
export interface TypedNumber {
  number: number
  year: number | null
  symbol: string | null
}

/** What was typed, understood. */
export interface TypedQuery {
  words: TypedWords
  period: Period | null
  /** Set when nothing but a number was typed. */
  number: TypedNumber | null
  /** Set when something like the code of a dossier was typed, in small letters. */
  code: string | null
}

/** Reads what was typed on a day. Fails as `readTypedWords`. */
export function readTypedQuery(typed: string, today: LocalDate): TypedQuery {
  const quotes: string[] = []
  const outside = typed.normalize('NFC').replaceAll(/-?"[^"]*"/g, (quoted) => {
    quotes.push(quoted)
    return ' '
  })
  const { period, rest } = takePeriod(outside, today)
  const whole = typed.trim()
  return {
    words: readTypedWords([rest, ...quotes].join(' ')),
    period,
    number: readNumber(whole),
    code: /^\S*\d{3}\S*$/.test(whole) && whole.length >= 5 ? whole.toLowerCase() : null,
  }
}

function readNumber(whole: string): TypedNumber | null {
  const found = /^(?:số\s+|so\s+)?(\d{1,7})(?:\s*\/\s*(\S.*))?$/iu.exec(whole)
  if (!found) return null
  const [, number, rest] = found
  const isYear = rest !== undefined && /^(19|20)\d\d$/.test(rest)
  return {
    number: Number(number),
    year: isYear ? Number(rest) : null,
    symbol: isYear ? null : (rest ?? null),
  }
}

const dayWritten = /(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?![\d/])/u
const monthWritten = /(?<![\d/.-])(\d{1,2})\/((?:19|20)\d{2})(?![\d/\p{L}-])/u

/** Takes the first day or month that is named; what is none on the calendar stays a word. */
function takePeriod(text: string, today: LocalDate): { period: Period | null; rest: string } {
  const written = dayWritten.exec(text)
  const date = written && dateOf(Number(written[3]), Number(written[2]), Number(written[1]))
  if (written && date) return { period: { from: date, to: date }, rest: without(text, written) }
  const month = monthWritten.exec(text)
  if (month && Number(month[1]) >= 1 && Number(month[1]) <= 12) {
    return { period: monthOf(Number(month[2]), Number(month[1])), rest: without(text, month) }
  }
  for (const { pattern, period } of named) {
    const found = pattern.exec(text)
    if (found) return { period: period(today), rest: without(text, found) }
  }
  return { period: null, rest: text }
}

const without = (text: string, found: RegExpExecArray) =>
  `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`

const between = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words})(?![\\p{L}\\p{N}])`, 'iu')

const named: readonly { pattern: RegExp; period(today: LocalDate): Period }[] = [
  { pattern: between('hôm nay|hom nay'), period: (today) => ({ from: today, to: today }) },
  {
    pattern: between('hôm qua|hom qua'),
    period: (today) => ({ from: addDays(today, -1), to: addDays(today, -1) }),
  },
  {
    pattern: between('tuần này|tuan nay'),
    period: (today) => {
      const monday = addDays(today, 1 - isoWeekday(today))
      return { from: monday, to: addDays(monday, 6) }
    },
  },
  {
    pattern: between('tháng này|thang nay'),
    period: (today) => monthOf(Number(today.slice(0, 4)), Number(today.slice(5, 7))),
  },
  {
    pattern: between('năm nay|nam nay'),
    period: (today) => ({ from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` }),
  },
]

function monthOf(year: number, month: number): Period {
  const first = (y: number, m: number) => `${y}-${String(m).padStart(2, '0')}-01`
  const next = month === 12 ? first(year + 1, 1) : first(year, month + 1)
  return { from: first(year, month), to: addDays(next, -1) }
}

function dateOf(year: number, month: number, day: number): LocalDate | null {
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1) return null
  const { to } = monthOf(year, month)
  return day > Number((to ?? '').slice(8))
    ? null
    : `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Whether there is anything to look for. */
export function asksNothing({ words, period }: TypedQuery): boolean {
  return words.wanted.length === 0 && words.unwanted.length === 0 && period === null
}

/** Folded words that are marked where they stand in what is found. */
export function markedWords({ words }: TypedQuery): { whole: Set<string>; beginnings: string[] } {
  const whole = words.wanted.flatMap((term) => (term.isBeginning ? term.words.slice(0, -1) : term.words))
  return {
    whole: new Set(whole.map(foldVietnamese)),
    beginnings: words.wanted.flatMap((term) => (term.isBeginning ? term.words.slice(-1) : [])),
  }
}
