import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { isXmlFault, isXmlText, parseXml } from '../../../platform/xml.ts'
import { rootDirectory } from '../../../testing/places.ts'
import { checkRow } from './check-row.ts'
import type { PackageDocument, PackageFile } from './package-data.ts'
import { packageSchema } from './package-schema.ts'
import {
  readContents,
  readDocument,
  readFile,
  readHistory,
  writeContents,
  writeDocument,
  writeFile,
  writeHistory,
} from './package-xml.ts'
import {
  type Column,
  type Field,
  type FileRow,
  type IncomingRow,
  type OtherRow,
  type OutgoingRow,
  tables,
} from './tables.ts'

const directory = mkdtempSync(join(tmpdir(), 'motcua-xsd-'))
const schema = join(directory, 'luoc-do.xsd')
writeFileSync(schema, packageSchema())
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** What another program says of files against the schema of the package: the names of those it refuses. */
function refusedBySchema(files: Readonly<Record<string, string>>): string[] {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  const paths = Object.keys(files).map((name) => join(directory, name))
  try {
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...paths], { stdio: 'pipe' })
    return []
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    return Object.keys(files).filter((name) => said.includes(`${name} fails to validate`))
  }
}

const read = (text: string): Element => {
  const root = parseXml(text)
  if (isXmlFault(root)) throw new Error(root.detail)
  return root
}

const words = (most: number) =>
  fc
    .string({
      unit: fc.constantFrom(...'aộĐ <&>"\'\r\n\t', 'ộ'.normalize('NFD'), '😀', ']]>'),
      maxLength: 12,
    })
    .map((text) => [...text].slice(0, most).join(''))
    .filter(isXmlText)
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

function cellOf(
  type: Field['type'],
  { length, required }: { length: number; required: boolean },
): fc.Arbitrary<unknown> {
  if (type === 'number') return fc.nat(10 ** Math.min(length, 9) - 1)
  if (type === 'date') return day
  return words(length).filter((text) => !required || text !== '')
}

/** Any line of a table that its columns allow. */
function lineOf(columns: readonly Column[]): fc.Arbitrary<object> {
  const cells = columns.map((column): [string, fc.Arbitrary<unknown>] => {
    if ('fields' in column) {
      const line = lineOf(column.fields)
      return [column.name, column.repeats ? fc.array(line, { maxLength: 3 }) : line]
    }
    const { type, length = 50, required = false } = column
    const value = cellOf(type, { length, required })
    return [column.name, required ? value : fc.option(value)]
  })
  return fc.record(Object.fromEntries(cells))
}

const hash = fc.stringMatching(/^[0-9a-f]{64}$/)
const place = { path: fc.stringMatching(/^[a-z0-9-]{1,9}\.pdf$/), sha256: hash, size: fc.nat() }
const storedFile: fc.Arbitrary<PackageFile> = fc.record({
  ...place,
  name: words(20),
  mediaType: fc.constantFrom('application/pdf', 'image/png'),
  standard: fc.constantFrom('PDF/A-2B', null),
  rendition: fc.option(fc.record(place)),
})
const base = {
  recalled: fc.boolean(),
  restricted: fc.boolean(),
  files: fc.array(storedFile, { maxLength: 3 }),
  history: fc.array(
    fc.record({
      at: fc.constant('2026-11-26T01:02:03.000Z'),
      name: words(20),
      post: words(20),
      words: words(20),
    }),
    { maxLength: 3 },
  ),
}
const document: fc.Arbitrary<PackageDocument> = fc.oneof(
  fc.record({
    kind: fc.constant('outgoing' as const),
    row: lineOf(tables.outgoing.columns) as fc.Arbitrary<OutgoingRow>,
    ...base,
  }),
  fc.record({
    kind: fc.constant('incoming' as const),
    row: lineOf(tables.incoming.columns) as fc.Arbitrary<IncomingRow>,
    ...base,
  }),
  fc.record({
    kind: fc.constantFrom('submission', 'meeting', 'vote', 'file'),
    row: lineOf(tables.other.columns) as fc.Arbitrary<OtherRow>,
    text: words(30),
    ...base,
  }),
)
const file = lineOf(tables.file.columns) as fc.Arbitrary<FileRow>

describe('the metadata of the decree', () => {
  it('is read back as it was written, whatever the words', () => {
    fc.assert(
      fc.property(
        file,
        fc.uniqueArray(document, { selector: ({ row }) => row.DocOrdinal, maxLength: 3 }),
        (row, documents) => {
          expect(readFile(read(writeFile(row)))).toEqual(row)
          for (const each of documents)
            expect(readDocument(read(writeDocument(each)), each.kind)).toEqual(each.row)
          const listed = readContents(read(writeContents(documents)))
          const history = readHistory(read(writeHistory(documents)))
          expect(
            listed?.map(({ ordinal, kind, recalled, restricted, text, files }) => [
              ordinal,
              kind,
              recalled,
              restricted,
              text,
              files,
            ]),
          ).toEqual(
            documents.map((each) => [
              each.row.DocOrdinal,
              each.kind,
              each.recalled,
              each.restricted,
              'text' in each ? each.text : '',
              each.files,
            ]),
          )
          for (const each of documents) expect(history?.get(each.row.DocOrdinal) ?? []).toEqual(each.history)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('without faults satisfies the schema by another program too, and with a fault does not', () => {
    const [row, ...documents] = [fc.sample(file, 1)[0], ...fc.sample(document, 12)]
    if (!row) throw new Error('no sample')
    const good: Record<string, string> = {
      'ho-so.xml': writeFile(row),
      'noi-dung.xml': writeContents(documents as PackageDocument[]),
      'lich-su.xml': writeHistory(documents as PackageDocument[]),
    }
    for (const [index, each] of documents.entries())
      if (each && 'kind' in each) good[`vb-${index}.xml`] = writeDocument(each)
    expect(refusedBySchema(good)).toEqual([])
    const wrong: FileRow[] = [
      { ...row, Title: 'x'.repeat(501) },
      { ...row, Title: '' },
      { ...row, FileCode: { ...row.FileCode, OrganId: '000.00.00.H41.9' } },
      { ...row, PageTotal: 10_000 },
      { ...row, EndDate: '31/12/2026' },
      { ...row, Maintenance: null as unknown as string },
    ]
    for (const each of wrong) expect(checkRow(tables.file.columns, each, 'Hồ sơ')).toHaveLength(1)
    const named = Object.fromEntries(wrong.map((each, index) => [`sai-${index}.xml`, writeFile(each)]))
    expect(refusedBySchema(named)).toEqual(Object.keys(named))
  })

  it('names the field, its place and its length, and counts letters as people do', () => {
    const row = fc.sample(lineOf(tables.outgoing.columns), 1)[0] as OutgoingRow
    const faults = checkRow(
      tables.outgoing.columns,
      {
        ...row,
        Subject: '',
        To: [
          { OrganId: 'H41.1', OrganName: 'Sở Mẫu' },
          { OrganId: '000.00.00.H41.22', OrganName: '😀'.repeat(200) },
        ],
      },
      'Văn bản số 3 trong hồ sơ',
    )
    expect(faults.map(({ field, problem, words: said }) => [field, problem, said])).toEqual([
      ['Subject', 'missing', 'Văn bản số 3 trong hồ sơ: còn thiếu “Trích yếu nội dung” (Subject).'],
      [
        'To[2]/OrganId',
        'too_long',
        'Văn bản số 3 trong hồ sơ: “Mã định danh cơ quan nhận” (OrganId) dài 16 ký tự, quy định tối đa 13.',
      ],
    ])
    const strange = {
      ...row,
      Subject: 'x\u0001',
      IssuedDate: '2026-02-30',
      DocOrdinal: 1.5,
      IssuedAmount: -1,
    }
    expect(
      checkRow(tables.outgoing.columns, strange, 'x')
        .map(({ problem }) => problem)
        .toSorted(),
    ).toEqual(['not_a_value', 'not_a_value', 'not_a_value', 'unwritable'])
  })

  it('is refused when it is another table, another namespace, or has fields that nobody knows', () => {
    const row = fc.sample(file, 1)[0] as FileRow
    const text = writeFile(row)
    expect(readDocument(read(text), 'outgoing')).toBeNull()
    expect(readFile(read(text.replace('urn:mot-cua', 'urn:khac')))).toBeNull()
    expect(readFile(read(text.replace('</File>', '<X/></File>')))).toBeNull()
    expect(
      readContents(read('<Contents xmlns="urn:mot-cua:ho-so-luu-tru:1"><Document kind="khac"/></Contents>')),
    ).toBeNull()
    expect(readHistory(read('<a/>'))).toBeNull()
  })
})

it('has its schema in the documents as it lies in the packages', () => {
  expect(readFileSync(join(rootDirectory, 'docs/archive-package.xsd'), 'utf8')).toBe(packageSchema())
})
