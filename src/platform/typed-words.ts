import { AppError } from './errors.ts'
import { foldVietnamese } from './search-text.ts'

/** Folded words that stand next to each other; of an unfinished one the last word is a beginning (`nguy*`). */
export interface TypedTerm {
  words: readonly string[]
  isBeginning: boolean
}

/** What somebody looks for: everything wanted must be there, nothing of the unwanted. */
export interface TypedWords {
  wanted: readonly TypedTerm[]
  unwanted: readonly TypedTerm[]
}

/** What may be typed into a box of search, in characters. */
export const longestTyped = 300
/** With more words nobody finds more, and each costs time. */
const mostWords = 12
/** Of one letter begin so many words that it says nothing. */
const shortestBeginning = 2

/**
 * Reads words, phrases in quotes, words to leave out (`-nháp`) and beginnings (`nguy*`). What is written together is
 * looked for together: `15/CV-THM` is a phrase. Fails with invalid_input at `q` for more than twelve words.
 */
export function readTypedWords(typed: string): TypedWords {
  const terms = [
    ...typed.matchAll(/(?<minus>(?<!\S)-)?(?:"(?<quoted>[^"]*)"|(?<plain>[^\s"]+))(?<star>\*)?/gu),
  ]
    .map(({ groups }) => ({
      isUnwanted: groups?.minus !== undefined,
      isBeginning: groups?.star !== undefined || (groups?.plain ?? '').endsWith('*'),
      words: foldVietnamese(groups?.quoted ?? groups?.plain ?? '')
        .split(' ')
        .filter(Boolean),
    }))
    .filter(({ words }) => words.length > 0)
  if (terms.reduce((sum, { words }) => sum + words.length, 0) > mostWords) {
    throw new AppError('invalid_input', {
      fields: {
        q: `Chỉ tìm tối đa ${mostWords} từ một lần. Hãy bớt từ, chỉ giữ những từ đặc trưng nhất.`,
      },
    })
  }
  const termOf = ({ words, isBeginning }: (typeof terms)[number]): TypedTerm => ({
    words,
    isBeginning: isBeginning && (words.at(-1) ?? '').length >= shortestBeginning,
  })
  return {
    wanted: terms.filter(({ isUnwanted }) => !isUnwanted).map(termOf),
    unwanted: terms.filter(({ isUnwanted }) => isUnwanted).map(termOf),
  }
}

/** The same with the last word as a beginning: for a box whose list follows what is being typed. */
export function stillTyping({ wanted, unwanted }: TypedWords): TypedWords {
  const last = wanted.length - 1
  return { unwanted, wanted: wanted.map((term, index) => (index === last ? asBeginning(term) : term)) }
}

function asBeginning({ words, isBeginning }: TypedTerm): TypedTerm {
  return { words, isBeginning: isBeginning || (words.at(-1) ?? '').length >= shortestBeginning }
}

/** The wanted words as a tsquery of the configuration `simple`; empty when nothing is wanted. Order does not count in it. */
export function lexemesOf({ wanted }: TypedWords): string {
  const lexemes = wanted.flatMap(({ words, isBeginning }) =>
    words.map((word, index) => `'${word}'${isBeginning && index === words.length - 1 ? ':*' : ''}`),
  )
  return [...new Set(lexemes)].join(' & ')
}

/** The pattern by which a term is found in a folded text that has a space before and after. */
export function patternOf({ words, isBeginning }: TypedTerm): string {
  return `% ${words.join(' ')}${isBeginning ? '' : ' '}%`
}

/** Whether lexemes alone do not tell: something must stand together, or must not be there. */
export function needsPatterns({ wanted, unwanted }: TypedWords): boolean {
  return unwanted.length > 0 || wanted.some(({ words }) => words.length > 1)
}
