import type { PdfFile } from '../pdf/open-pdf.ts'
import { isReference, type PdfDictionary, type PdfReference, type PdfValue } from '../pdf/values.ts'
import { changed, name, reference, stream, writeValue } from './write-values.ts'

/** Changes to a file, to be appended to it; what is there stays byte for byte. */
export interface Update {
  file: PdfFile
  objects: Map<number, { generation: number; body: string }>
  next: number
}

export function startUpdate(file: PdfFile): Update {
  const size = file.sections.trailer.entries.get('Size')
  const highest = Math.max(0, ...file.sections.entries.keys())
  return { file, objects: new Map(), next: Math.max(typeof size === 'number' ? size : 0, highest + 1) }
}

/** A number for an object that is still to be written. */
export function reserve(update: Update): PdfReference {
  update.next += 1
  return reference(update.next - 1)
}

export function put(update: Update, at: PdfReference, value: PdfValue): PdfReference {
  return putBody(update, at, writeValue(value))
}

export function putBody(update: Update, at: PdfReference, body: string): PdfReference {
  update.objects.set(at.number, { generation: at.generation, body })
  return at
}

export const add = (update: Update, value: PdfValue): PdfReference => put(update, reserve(update), value)

/** Writes changed entries of the catalogue. */
export function changeCatalog(update: Update, entries: Readonly<Record<string, PdfValue>>): void {
  const root = update.file.sections.trailer.entries.get('Root')
  if (isReference(root)) put(update, root, changed(update.file.catalog, entries))
}

/**
 * The file with the update appended, its cross-reference in the form the file already has: readers refuse a table after
 * a stream.
 */
export function finishUpdate(update: Update): Buffer {
  const { bytes, sections } = update.file
  const parts: Buffer[] = [Buffer.from(bytes)]
  let at = bytes.length
  const append = (text: string) => {
    const part = Buffer.from(text, 'latin1')
    parts.push(part)
    at += part.length
  }
  if (bytes.at(-1) !== 10) append('\n')
  const places = new Map<number, { offset: number; generation: number }>()
  for (const [number, { generation, body }] of update.objects) {
    places.set(number, { offset: at, generation })
    append(`${number} ${generation} obj\n${body}\nendobj\n`)
  }
  const start = at
  if (sections.form === 'table') append(tableSection(places, nextTrailer(update, update.next)))
  else append(streamSection(places, start, update))
  append(`startxref\n${start}\n%%EOF\n`)
  return Buffer.concat(parts)
}

type Places = ReadonlyMap<number, { offset: number; generation: number }>

function nextTrailer(update: Update, size: number): PdfDictionary {
  const { trailer, start } = update.file.sections
  const kept = [...trailer.entries].filter(([key]) => key === 'Root' || key === 'Info' || key === 'ID')
  return changed({ kind: 'dictionary', entries: new Map(kept) }, { Size: size, Prev: start })
}

/** Runs of numbers that follow each other. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const number of numbers.toSorted((one, other) => one - other)) {
    const last = runs.at(-1)
    if (last && last.at(-1) === number - 1) last.push(number)
    else runs.push([number])
  }
  return runs
}

function tableSection(places: Places, trailer: PdfDictionary): string {
  const entry = (number: number) => {
    const { offset = 0, generation = 0 } = places.get(number) ?? {}
    return `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`
  }
  const runs = runsOf([...places.keys()]).map((run) => `${run[0]} ${run.length}\n${run.map(entry).join('')}`)
  return `xref\n${runs.join('')}trailer\n${writeValue(trailer)}\n`
}

function streamSection(before: Places, start: number, update: Update): string {
  const own = update.next
  const places = new Map([...before, [own, { offset: start, generation: 0 }]])
  const runs = runsOf([...places.keys()])
  const rows = runs.flat().map((number) => {
    const row = Buffer.alloc(7, 1)
    row.writeUInt32BE(places.get(number)?.offset ?? 0, 1)
    row.writeUInt16BE(places.get(number)?.generation ?? 0, 5)
    return row
  })
  const section = stream(Buffer.concat(rows), {
    Type: name('XRef'),
    W: [1, 4, 2],
    Index: runs.flatMap((run) => [run[0] ?? 0, run.length]),
    ...Object.fromEntries(nextTrailer(update, own + 1).entries),
  })
  return `${own} 0 obj\n${writeValue(section)}\nendobj\n`
}
