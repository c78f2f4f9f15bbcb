import { type PdfFile, pagesOf } from './open-pdf.ts'
import { type FormField, fieldsOf } from './signature-fields.ts'
import { isArray, isDictionary, isName, isReference, type PdfDictionary, type PdfValue } from './values.ts'

/** What an object is in the signed revision, which decides what may change about it later. */
export type Role =
  | { kind: 'catalog' | 'form' | 'empty_signature' | 'field' }
  | { kind: 'page'; number: number }

/** Object number → role. What has none may not change at all. */
export function rolesIn(file: PdfFile): Map<number, Role> {
  const roles = new Map<number, Role>()
  const note = (value: PdfValue | undefined, role: Role) => {
    if (isReference(value)) roles.set(value.number, role)
  }
  for (const [index, { reference }] of pagesOf(file).entries())
    note(reference, { kind: 'page', number: index + 1 })
  for (const field of fieldsOf(file)) {
    const isSignature = field.kind === 'Sig'
    // A filled signature has no role: nothing about it may change.
    if (isSignature && file.resolve(field.dictionary.entries.get('V')) !== null) continue
    const role: Role = { kind: isSignature ? 'empty_signature' : 'field' }
    note(field.reference ?? undefined, role)
    for (const kid of kidsOf(file, field.dictionary)) note(kid, role)
  }
  note(file.catalog.entries.get('AcroForm'), { kind: 'form' })
  note(file.sections.trailer.entries.get('Root'), { kind: 'catalog' })
  return roles
}

export function kidsOf(file: PdfFile, dictionary: PdfDictionary): readonly PdfValue[] {
  const kids = file.resolve(dictionary.entries.get('Kids'))
  return isArray(kids) ? kids : []
}

/** Keys that may differ once: what is under each other key must stay. */
export const freeKeys: Readonly<Record<Exclude<Role['kind'], 'form'>, ReadonlySet<string>>> = {
  catalog: new Set(['AcroForm', 'DSS', 'Extensions', 'Metadata', 'Version']),
  page: new Set(['Annots']),
  empty_signature: new Set(['V', 'AP', 'AS', 'M', 'F', 'DA', 'MK']),
  field: new Set(['V', 'AP', 'AS', 'M', 'I', 'RV', 'MK']),
}

/** All that a signature field has to say. An action, above all, is not among it. */
const fieldKeys = new Set(
  'Type Subtype FT T TU TM V F Ff Rect P AP AS DA DR Q MK M NM SV Lock Kids Parent BS Border H StructParent'.split(
    ' ',
  ),
)

/** A field of the later file that is a signature and no more; its widgets by object number. */
export function signatureWidgets(file: PdfFile, value: PdfValue): number[] | null {
  const field = file.resolve(value)
  if (!isReference(value) || !isDictionary(field) || !isName(file.resolve(field.entries.get('FT')), 'Sig'))
    return null
  const widgets = [value.number]
  const kids = kidsOf(file, field)
  const dictionaries: PdfValue[] = [field]
  for (const kid of kids) {
    const widget = file.resolve(kid)
    if (!isReference(kid) || !isDictionary(widget) || widget.entries.has('T')) return null
    widgets.push(kid.number)
    dictionaries.push(widget)
  }
  const isPlain = dictionaries.every(
    (each) => isDictionary(each) && [...each.entries.keys()].every((key) => fieldKeys.has(key)),
  )
  return isPlain ? widgets : null
}

export const hasOtherFields = (fields: readonly FormField[]): boolean =>
  fields.some((field) => field.kind !== 'Sig')
