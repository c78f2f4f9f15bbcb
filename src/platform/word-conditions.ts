import { type RawBuilder, sql } from 'kysely'
import { lexemesOf, needsPatterns, patternOf, type TypedWords } from './typed-words.ts'

/** Whether a folded text has what is wanted and nothing unwanted, read from the text itself. */
export function textMatches(text: RawBuilder<unknown>, typed: TypedWords): RawBuilder<boolean> {
  const padded = sql`(' ' || ${text} || ' ')`
  const conditions = [
    ...typed.wanted.map((term) => sql`${padded} like ${patternOf(term)}`),
    ...typed.unwanted.map((term) => sql`${padded} not like ${patternOf(term)}`),
  ]
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(conditions, sql` and `)})`
}

/** Whether the lexemes of a text have every wanted word: what an index of words can answer. */
export function lexemesMatch(vector: RawBuilder<unknown>, typed: TypedWords): RawBuilder<boolean> {
  return sql<boolean>`${vector} @@ ${lexemesOf(typed)}::tsquery`
}

/** The same as `textMatches`, by the index of words where it can. */
export function wordsMatch(
  of: { text: RawBuilder<unknown>; vector: RawBuilder<unknown> },
  typed: TypedWords,
): RawBuilder<boolean> {
  if (typed.wanted.length === 0) return textMatches(of.text, typed)
  const byIndex = lexemesMatch(of.vector, typed)
  return needsPatterns(typed) ? sql<boolean>`(${byIndex} and ${textMatches(of.text, typed)})` : byIndex
}

/** The lexemes of a folded text as migrations/0036 indexes them. */
export const lexemesOfText = (text: RawBuilder<unknown>) => sql`to_tsvector('simple', ${text})`
