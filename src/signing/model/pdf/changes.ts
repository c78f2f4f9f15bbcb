import { freeKeys, hasOtherFields, type Role, rolesIn, signatureWidgets } from './change-roles.ts'
import type { PdfFile } from './open-pdf.ts'
import { fieldsOf } from './signature-fields.ts'
import {
  isArray,
  isDictionary,
  isReference,
  isStream,
  isText,
  type PdfDictionary,
  type PdfValue,
  pdfError,
} from './values.ts'

/** How much a file differs from a signed revision of it, the least first. */
export const changeLevels = ['none', 'signatures', 'forms', 'content'] as const
export type ChangeLevel = (typeof changeLevels)[number]

export interface Changes {
  level: ChangeLevel
  /** Where something changed that may not, in Vietnamese, without repetition. */
  places: string[]
}

/** Pairs of values looked at, at most; a document of some thousand pages stays far below. */
const mostPairs = 1_500_000

interface Walk {
  before: PdfFile
  after: PdfFile
  roles: ReadonlyMap<number, Role>
  /** Widgets of signatures that came later, by object number in the later file. */
  widgets: ReadonlySet<number>
  pending: Pair[]
  seen: Set<string>
  found: Map<string, ChangeLevel>
}

interface Pair {
  one: PdfValue
  other: PdfValue
  place: string
  /** What a difference here counts as. */
  level: ChangeLevel
}

/**
 * Compares a signed revision with a later state of the file as a reader finds both: from the catalogue along every
 * reference. Objects nobody refers to count for nothing; an object that took another number but stayed the same is no
 * change. Allowed is what signing needs, everything else is a change of content, whatever it looks like on the page.
 */
export function compareRevisions(before: PdfFile, after: PdfFile): Changes {
  if (before.bytes.length === after.bytes.length) return { level: 'none', places: [] }
  const walk: Walk = {
    before,
    after,
    roles: rolesIn(before),
    widgets: new Set(newFields(before, after).flatMap((field) => signatureWidgets(after, field) ?? [])),
    pending: [],
    seen: new Set(),
    found: new Map(),
  }
  compareDictionaries(walk, [before.catalog, after.catalog], {
    role: { kind: 'catalog' },
    place: 'cấu trúc của tệp',
    level: 'content',
  })
  compareForms(walk)
  for (let pair = walk.pending.pop(); pair; pair = walk.pending.pop()) compareValues(walk, pair)
  const levels = [...walk.found.values()]
  const level = changeLevels.findLast((each) => levels.includes(each)) ?? 'none'
  return { level, places: [...walk.found].filter((each) => each[1] === level).map((each) => each[0]) }
}

function change(walk: Walk, level: ChangeLevel, place: string): void {
  const known = walk.found.get(place)
  if (!known || changeLevels.indexOf(known) < changeLevels.indexOf(level)) walk.found.set(place, level)
}

function compareValues(walk: Walk, pair: Pair): void {
  const { one, other, level } = pair
  let role: Role | undefined
  if (isReference(one) && isReference(other)) {
    // By level, so that a look with leave to differ does not stand for the one without.
    const key = `${one.number} ${one.generation} ${other.number} ${other.generation} ${level}`
    if (walk.seen.has(key)) return
    if (walk.seen.size > mostPairs) throw pdfError('too_large', 'too much to compare')
    walk.seen.add(key)
    role = walk.roles.get(one.number)
  }
  const [first, second] = [walk.before.resolve(one), walk.after.resolve(other)]
  const at = { role, level, place: role?.kind === 'page' ? `trang ${role.number}` : pair.place }
  if (isDictionary(first) && isDictionary(second)) {
    // The form is compared once, by itself.
    if (role?.kind !== 'form') compareDictionaries(walk, [first, second], at)
  } else if (isStream(first) && isStream(second)) {
    if (Buffer.compare(first.raw, second.raw) !== 0) change(walk, level, at.place)
    compareDictionaries(walk, [first.dictionary, second.dictionary], at)
  } else if (isArray(first) && isArray(second)) {
    if (first.length !== second.length) change(walk, level, at.place)
    else for (const [index, item] of first.entries()) push(walk, { ...at, one: item, other: second[index] })
  } else if (!isSamePlain(first, second)) change(walk, level, at.place)
}

type Pushed = Omit<Pair, 'one' | 'other'> & { one: PdfValue | undefined; other: PdfValue | undefined }

function push(walk: Walk, { one, other, place, level }: Pushed): void {
  if (walk.pending.length > mostPairs) throw pdfError('too_large', 'too much to compare')
  walk.pending.push({ one: one ?? null, other: other ?? null, place, level })
}

function isSamePlain(one: PdfValue, other: PdfValue): boolean {
  if (isText(one) && isText(other)) return one.bytes === other.bytes
  if (typeof one !== 'object' || one === null) return one === other
  if ('kind' in one && one.kind === 'name') {
    return (
      typeof other === 'object' &&
      other !== null &&
      'kind' in other &&
      other.kind === 'name' &&
      other.name === one.name
    )
  }
  return false
}

type Dictionaries = readonly [PdfDictionary, PdfDictionary]

interface Place {
  role: Role | undefined
  place: string
  level: ChangeLevel
}

function compareDictionaries(walk: Walk, [one, other]: Dictionaries, at: Place): void {
  const { role, place, level } = at
  const free = role && role.kind !== 'form' ? freeKeys[role.kind] : undefined
  for (const key of new Set([...one.entries.keys(), ...other.entries.keys()])) {
    const pair = { one: one.entries.get(key), other: other.entries.get(key) }
    if (!free?.has(key)) push(walk, { ...pair, place, level })
    else if (key === 'Annots') compareNotes(walk, [one, other], place)
    else if (role?.kind === 'field') push(walk, { ...pair, place: 'ô nhập của biểu mẫu', level: 'forms' })
    else if (key !== 'AcroForm') push(walk, { ...pair, place: 'chữ ký', level: 'signatures' })
  }
}

/** What lies over a page: as before, with nothing but the widgets of later signatures added. */
function compareNotes(walk: Walk, [one, other]: Dictionaries, place: string): void {
  const [first, second] = [
    walk.before.resolve(one.entries.get('Annots')),
    walk.after.resolve(other.entries.get('Annots')),
  ]
  const before = isArray(first) ? first : []
  const after = isArray(second) ? second : []
  const old = after.filter((note) => !isReference(note) || !walk.widgets.has(note.number))
  if (old.length !== after.length) change(walk, 'signatures', 'chữ ký')
  if (old.length !== before.length) change(walk, 'content', place)
  else
    for (const [index, note] of before.entries())
      push(walk, { one: note, other: old[index], place, level: 'content' })
}

function formOf(file: PdfFile): PdfDictionary {
  const form = file.resolve(file.catalog.entries.get('AcroForm'))
  return isDictionary(form) ? form : { kind: 'dictionary', entries: new Map() }
}

function listOf(file: PdfFile): readonly PdfValue[] {
  const fields = file.resolve(formOf(file).entries.get('Fields'))
  return isArray(fields) ? fields : []
}

/** Fields of the later file that the signed revision did not have, by reference. */
function newFields(before: PdfFile, after: PdfFile): PdfValue[] {
  const known = new Set(listOf(before).flatMap((field) => (isReference(field) ? [field.number] : [])))
  return listOf(after).filter((field) => !isReference(field) || !known.has(field.number))
}

/** The form: signature fields may be added, the fields there were stay, in their order. */
function compareForms(walk: Walk): void {
  const { before, after } = walk
  const added = newFields(before, after)
  const place = 'biểu mẫu'
  if (added.length > 0) change(walk, 'signatures', 'chữ ký')
  if (added.some((field) => signatureWidgets(after, field) === null)) change(walk, 'content', place)
  const [old, kept] = [listOf(before), listOf(after).filter((field) => !added.includes(field))]
  if (old.length !== kept.length) change(walk, 'content', place)
  else
    for (const [index, field] of old.entries())
      push(walk, { one: field, other: kept[index], place, level: 'content' })
  // How fields are drawn is nobody's business where there were none but signatures.
  const free = new Set(['Fields', 'SigFlags', ...(hasOtherFields(fieldsOf(before)) ? [] : ['DR', 'DA'])])
  const [one, other] = [formOf(before), formOf(after)]
  for (const key of new Set([...one.entries.keys(), ...other.entries.keys()])) {
    if (free.has(key)) continue
    push(walk, { one: one.entries.get(key), other: other.entries.get(key), place, level: 'content' })
  }
}
