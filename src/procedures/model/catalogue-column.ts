import type { ProcedureRecord } from '../model.ts'
import { codeOf } from './catalogue-words.ts'

/** A record of a catalogue file as JSON, still unchecked, built up cell by cell. */
export interface Entry {
  [name: string]: unknown
  posting: Record<string, unknown>
}

/** One column of a catalogue as a table (CSV, Excel). */
export interface CatalogueColumn {
  /** What stands in the first row; diacritics and capitals do not matter when it is read. */
  header: string
  /** Where in a JSON record its content goes, for naming the column of a problem. */
  path: string
  /** Every row has to fill it. */
  required?: boolean
  /** The part of a record that it fills; where a file lacks the column, the office's stays. Posted parts stay by themselves. */
  part?: CataloguePart
  write(record: ProcedureRecord): string
  /** Puts a cell that holds something into the entry; returns what is wrong with it. */
  read(cell: string, entry: Entry): string | undefined
}

/** Parts of a record that a file may leave out with their columns. */
export const catalogueParts = [
  'timeLimit',
  'cases',
  'fees',
  'result',
  'legalBasis',
  'decision',
  'confidence',
  'notes',
  'verifiedFields',
] as const
export type CataloguePart = (typeof catalogueParts)[number]

/** A column whose cell is one word of a list. */
export function wordColumn<Code extends string>(
  column: Pick<CatalogueColumn, 'header' | 'path' | 'part'>,
  words: Record<Code, string>,
  place: { get(record: ProcedureRecord): Code | undefined; set(entry: Entry, code: Code): void },
): CatalogueColumn {
  return {
    ...column,
    write(record) {
      const code = place.get(record)
      return code === undefined ? '' : words[code]
    },
    read(cell, entry) {
      const code = codeOf(words, cell)
      if (typeof code !== 'string') return code.problem
      place.set(entry, code)
    },
  }
}
