import type { Survey } from './survey.ts'

/** Sums over a whole batch of ratings of one field in one quarter; only such sums ever leave the database. */
export interface BatchSum {
  fieldCode: string
  fieldName: string
  quarter: string
  edition: string
  count: number
  liked: number
  /** For each question, how often each answer was given, best first. */
  answers: Readonly<Record<string, readonly [number, number, number]>>
}

export interface FieldResult {
  fieldCode: string
  fieldName: string
  count: number
  /** Percent who liked it (QĐ 766), whole. */
  liked: number
  /** Percent of the points that all answers could have given, whole. */
  score: number
}

export interface QuestionResult {
  text: string
  answers: { text: string; count: number }[]
}

/** Percent in whole numbers; 0 of nothing. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((100 * part) / whole)
}

function pointsOf({ answers }: BatchSum): { got: number; most: number } {
  const counted = Object.values(answers)
  const got = counted.reduce((sum, [best, middle]) => sum + 2 * best + middle, 0)
  const given = counted.reduce((sum, [best, middle, worst]) => sum + best + middle + worst, 0)
  return { got, most: 2 * given }
}

/** Everything together, as one line named like this. */
export function sumOf(
  sums: readonly BatchSum[],
  named: { fieldCode: string; fieldName: string },
): FieldResult {
  const count = sums.reduce((sum, each) => sum + each.count, 0)
  const liked = sums.reduce((sum, each) => sum + each.liked, 0)
  const points = sums.map(pointsOf)
  const got = points.reduce((sum, each) => sum + each.got, 0)
  const most = points.reduce((sum, each) => sum + each.most, 0)
  return { ...named, count, liked: percent(liked, count), score: percent(got, most) }
}

/** A line for each field, by name. */
export function byField(sums: readonly BatchSum[]): FieldResult[] {
  const fields = new Map(sums.map(({ fieldCode, fieldName }) => [fieldCode, fieldName]))
  return [...fields]
    .map(([fieldCode, fieldName]) =>
      sumOf(
        sums.filter((sum) => sum.fieldCode === fieldCode),
        { fieldCode, fieldName },
      ),
    )
    .toSorted((a, b) => a.fieldName.localeCompare(b.fieldName, 'vi'))
}

/** Each question of the survey with how often each answer was given. */
export function byQuestion(sums: readonly BatchSum[], survey: Survey): QuestionResult[] {
  const own = sums.filter(({ edition }) => edition === survey.edition)
  return survey.questions.map(({ key, text, answers }) => ({
    text,
    answers: answers.map((answer, at) => ({
      text: answer,
      count: own.reduce((sum, each) => sum + (each.answers[key]?.[at] ?? 0), 0),
    })),
  }))
}
