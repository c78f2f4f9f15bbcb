import type { PdfDictionary, PdfReference, PdfText, PdfValue } from '../pdf/values.ts'

export const name = (text: string): PdfValue => ({ kind: 'name', name: text })
export const reference = (number: number): PdfReference => ({ kind: 'reference', number, generation: 0 })
export const dictionary = (entries: Readonly<Record<string, PdfValue>>): PdfDictionary => ({
  kind: 'dictionary',
  entries: new Map(Object.entries(entries)),
})

/** A copy with some entries in place of what was there. */
export function changed(before: PdfDictionary, entries: Readonly<Record<string, PdfValue>>): PdfDictionary {
  return { kind: 'dictionary', entries: new Map([...before.entries, ...Object.entries(entries)]) }
}

/** A text string as PDF wants it: plain where it can be, else UTF-16. */
export function text(value: string): PdfText {
  const isPlain = /^[\x20-\x7e]*$/.test(value)
  const bytes = isPlain ? value : `\xfe\xff${Buffer.from(value, 'utf16le').swap16().toString('latin1')}`
  return { kind: 'text', bytes, hex: !isPlain, start: 0, end: 0 }
}

/** A value in the notation of PDF, one byte per character. */
export function writeValue(value: PdfValue): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return String(value)
  // Never with an exponent, which PDF does not know.
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(5)))
  if (!('kind' in value)) return `[${value.map(writeValue).join(' ')}]`
  if (value.kind === 'name') return writeName(value.name)
  if (value.kind === 'reference') return `${value.number} ${value.generation} R`
  if (value.kind === 'text') return writeText(value)
  const dictionaryOf = value.kind === 'stream' ? value.dictionary : value
  const written = [...dictionaryOf.entries]
    .map(([key, each]) => `${writeName(key)} ${writeValue(each)}`)
    .join('\n')
  if (value.kind === 'dictionary') return `<<${written}>>`
  return `<<${written}>>\nstream\n${Buffer.from(value.raw).toString('latin1')}\nendstream`
}

const writeName = (text: string): string =>
  `/${text.replace(/[^!-~]|[()<>[\]{}/%#]/g, (each) => `#${each.charCodeAt(0).toString(16).padStart(2, '0')}`)}`

function writeText({ bytes, hex }: PdfText): string {
  if (hex) return `<${Buffer.from(bytes, 'latin1').toString('hex')}>`
  return `(${bytes
    .replace(/[\\()]/g, '\\$&')
    .replace(/\r/g, '\\r')
    .replace(/\n/g, '\\n')})`
}

/** A stream without a filter. */
export function stream(raw: Uint8Array, entries: Readonly<Record<string, PdfValue>>): PdfValue {
  return { kind: 'stream', dictionary: dictionary({ ...entries, Length: raw.length }), raw }
}
