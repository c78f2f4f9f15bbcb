/** Hash of a text under the installation's secret, which makes questions that nobody can foresee or forge. */
export type KeyedHash = (text: string) => Buffer

/** A question in words (câu hỏi chống gửi tự động): pick the one word that fits. No picture, no script, no foreign host. */
export interface Question {
  /** Proves that this installation asked it, of whom and when; holds no answer. */
  token: string
  words: string
  options: readonly string[]
}

/** Of whom a question is asked: an answer counts for this draft and this time alone. */
export interface Asking {
  draftId: string
  /** How many were asked of this draft before; a wrong answer uses one up. */
  round: number
}

const minutesToAnswer = 30
const optionCount = 6

const kinds: readonly (readonly [question: string, words: readonly string[]])[] = [
  ['Từ nào dưới đây chỉ một con vật?', ['con trâu', 'con gà', 'con mèo', 'con lợn', 'con vịt', 'con ngựa']],
  ['Từ nào dưới đây chỉ một loại quả?', ['quả cam', 'quả ổi', 'quả chuối', 'quả na', 'quả dứa', 'quả bưởi']],
  ['Từ nào dưới đây chỉ đồ đội trên đầu?', ['nón lá', 'mũ len', 'mũ vải', 'mũ bảo hiểm', 'khăn xếp']],
  ['Từ nào dưới đây chỉ một màu?', ['màu xanh', 'màu đỏ', 'màu vàng', 'màu trắng', 'màu tím', 'màu nâu']],
  ['Từ nào dưới đây chỉ thứ để ngồi?', ['cái ghế', 'ghế băng', 'ghế tựa', 'ghế đá', 'ghế gỗ']],
  ['Từ nào dưới đây chỉ thứ để đi lại?', ['xe đạp', 'xe buýt', 'tàu hỏa', 'máy bay', 'xe máy', 'xe tải']],
  ['Từ nào dưới đây chỉ một thứ để ăn cơm?', ['cái bát', 'đôi đũa', 'cái thìa', 'chiếc muôi']],
]

/** Asks; the same draft, round and moment always get the same question. */
export function askQuestion(asking: Asking, now: Date, hash: KeyedHash): Question {
  return questionOf(asking, now.getTime().toString(36), hash).question
}

/** Whether this is the answer to a question that was asked of this draft, this time, within the half-hour. */
export function isAnswered(
  given: { token: string; answer: string },
  asking: Asking,
  at: { now: Date; hash: KeyedHash },
): boolean {
  const moment = /^[0-9a-z]{6,12}(?=\.)/.exec(given.token)?.[0]
  if (!moment) return false
  const { question, answer } = questionOf(asking, moment, at.hash)
  const minutes = (at.now.getTime() - Number.parseInt(moment, 36)) / 60_000
  return (
    given.token === question.token && given.answer === answer && minutes >= 0 && minutes < minutesToAnswer
  )
}

function questionOf({ draftId, round }: Asking, moment: string, hash: KeyedHash) {
  const seed = hash(`filing question ${draftId} ${round} ${moment}`)
  const pick = <T>(from: readonly T[], byte: number): T => from[(seed[byte] ?? 0) % from.length] as T
  const kind = pick(kinds, 0)
  const answer = pick(kind[1], 1)
  const others = kinds.filter((each) => each !== kind)
  const options = others.slice(0, optionCount - 1).map(([, words], index) => pick(words, 2 + index))
  options.splice((seed[20] ?? 0) % optionCount, 0, answer)
  const token = `${moment}.${seed.subarray(21, 32).toString('base64url')}`
  return { question: { token, words: kind[0], options }, answer }
}

/** What is known of how a draft came to be filed. */
export interface Circumstances {
  source: 'own' | 'assisted'
  /** Filed from the same address within a day. */
  fromAddress: number
  /** Filed at the office by anybody within ten minutes. */
  lately: number
  secondsSinceBegun: number
}

/** Nobody reads, fills in and looks over a form faster than this. */
const leastSeconds = 20
/** More in ten minutes than a commune gets in a day. */
const usualLately = 40

/** Whether a question has to be answered first: not by those who come once and take their time. */
export function needsQuestion(circumstances: Circumstances): boolean {
  const { source, fromAddress, lately, secondsSinceBegun } = circumstances
  return source === 'own' && (fromAddress > 0 || lately >= usualLately || secondsSinceBegun < leastSeconds)
}
