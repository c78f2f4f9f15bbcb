/** A text folded to be searched, and the same as people wrote it, of equal length: where a word is in one it is in the other. */
export interface AlignedText {
  folded: string
  shown: string
}

/** What stands between two words is kept as one sign; these say most about how the sentence goes. */
const signs: Readonly<Record<string, string>> = {
  ',': ', ',
  ';': '; ',
  ':': ': ',
  '.': '. ',
  '?': '? ',
  '!': '! ',
  '(': ' (',
  ')': ') ',
  '/': '/',
  '-': '-',
}

/**
 * Folds as `foldVietnamese` does, and keeps beside it the text with its diacritics, in which only spacing, rare signs and
 * dots inside numbers are lost. `readAligned` makes it readable.
 */
export function alignVietnamese(text: string): AlignedText {
  const letters = lettersOf(text)
  const folded: string[] = []
  const shown: string[] = []
  let between = ''
  letters.forEach(([letter, original], index) => {
    if (isWord(letter)) {
      if (between !== '' && folded.length > 0) {
        folded.push(' ')
        shown.push(signOf(between))
      }
      between = ''
      folded.push(letter)
      shown.push(original)
    } else if (!isDotInNumber(letters, index)) between += letter
  })
  return { folded: folded.join(''), shown: shown.join('') }
}

/** A piece of an aligned text with its signs spaced as people write them. */
export function readAligned(piece: string): string {
  return piece.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, (sign) => signs[sign] ?? ' ')
}

type Letter = readonly [folded: string, original: string]

/** Every letter, folded by itself, with what it was; one that folds to several stands for them as they are. */
function lettersOf(text: string): Letter[] {
  const known = new Map<string, readonly Letter[]>()
  return [...text.normalize('NFC').matchAll(/\P{M}\p{M}*/gu)].flatMap(([whole]) => {
    const before = known.get(whole)
    if (before) return before
    const parts = [...foldLetter(whole)]
    const isOne = parts.length === 1 && [...whole].length === 1
    const letters = parts.map((part): Letter => [part, isOne ? whole : part])
    known.set(whole, letters)
    return letters
  })
}

function foldLetter(whole: string): string {
  const plain = whole.normalize('NFKD').toLowerCase().normalize('NFKD')
  return plain.replaceAll(/\p{M}+/gu, '').replaceAll('đ', 'd')
}

const isWord = (letter: string) => /^[\p{L}\p{N}]$/u.test(letter)
const isDigit = (letter: Letter | undefined) => /^\d$/.test(letter?.[0] ?? '')

function isDotInNumber(letters: readonly Letter[], index: number): boolean {
  return letters[index]?.[0] === '.' && isDigit(letters[index - 1]) && isDigit(letters[index + 1])
}

function signOf(between: string): string {
  return [...between].find((sign) => sign in signs) ?? ' '
}
