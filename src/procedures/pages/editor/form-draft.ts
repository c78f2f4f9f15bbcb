import { newKey } from '../../../ui/new-key.ts'
import type { FormDefinition } from '../../model/form.ts'
import {
  isNode,
  nameEntries,
  type OutlineEntry,
  readOutline,
  type SchemaNode,
  writeOutline,
} from '../../model/form-outline.ts'
import { linesOf, writtenLines } from './typed-text.ts'

/** The words around the fields of a declaration, as typed. */
export interface FormWords {
  number: string
  title: string
  basis: string
  addressee: string
  opening: string
  pledge: string
  /** One per line. */
  signers: string
}

/** A declaration while it is edited, as a list or as its source. */
export interface FormDraft {
  /** What it was read from: all that the list does not show stays in it. */
  stored: SchemaNode
  words: FormWords
  entries: readonly OutlineEntry[]
  /** The source while it is edited as text; null while it is edited as a list. */
  source: string | null
}

const wordKeys = ['number', 'title', 'basis', 'addressee', 'opening', 'pledge'] as const

export function readForm(form: FormDefinition | SchemaNode): FormDraft {
  const stored = form as SchemaNode
  const text = (key: string) => (typeof stored[key] === 'string' ? stored[key] : '')
  const signers = Array.isArray(stored.signers) ? stored.signers.map(String) : []
  return {
    stored,
    words: {
      number: text('number'),
      title: text('title'),
      basis: text('basis'),
      addressee: text('addressee'),
      opening: text('opening'),
      pledge: text('pledge'),
      signers: linesOf(signers),
    },
    entries: readOutline(isNode(stored.schema) ? stored.schema : emptySchema, newKey),
    source: null,
  }
}

const emptySchema = { type: 'object', properties: {} }

/** A declaration to begin with. */
export function newForm(title: string): FormDraft {
  return readForm({
    title: title.toLocaleUpperCase('vi'),
    schema: emptySchema,
    pledge: 'Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật.',
    signers: ['Người khai'],
  })
}

/** The definition that the list stands for. */
export function writtenForm(draft: Pick<FormDraft, 'stored' | 'words' | 'entries'>): SchemaNode {
  const { stored, words, entries } = draft
  const changed = wordKeys.filter((key) => (stored[key] ?? '') !== words[key])
  const signers = linesOf(Array.isArray(stored.signers) ? stored.signers.map(String) : [])
  return {
    ...stored,
    ...Object.fromEntries(changed.map((key) => [key, words[key].trim()])),
    ...(signers === words.signers ? {} : { signers: writtenLines(words.signers) }),
    schema: writeOutline(isNode(stored.schema) ? stored.schema : emptySchema, nameEntries(entries)),
  }
}

/** As text to be edited. */
export function sourceOf(draft: FormDraft): string {
  return JSON.stringify(writtenForm(draft), null, 2)
}

/** The list again from the source; null where the source is no JSON object, which the server then tells by line. */
export function fromSource(source: string): FormDraft | null {
  try {
    const value: unknown = JSON.parse(source)
    return isNode(value) ? readForm(value) : null
  } catch {
    return null
  }
}
