import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProcedureRecord } from '../model.ts'
import { parseCatalogue, readShippedCatalogue } from './catalogue.ts'
import { catalogueColumns } from './catalogue-columns.ts'
import { compareRecords } from './catalogue-difference.ts'
import { catalogueTable, readCatalogueTable } from './catalogue-table.ts'
import { joinLines, joinParts, splitLines, splitParts } from './cell-text.ts'
import { readCatalogueFile } from './read-catalogue-file.ts'
import type { CatalogueRecord } from './record-schema.ts'
import { catalogueExcel, catalogueJson, csvText } from './write-catalogue-file.ts'

let records: ProcedureRecord[]
let folder: string
beforeAll(async () => {
  records = parseCatalogue(await readShippedCatalogue()).records
  folder = await mkdtemp(join(tmpdir(), 'motcua-catalogue-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(content: Uint8Array | string) {
  const path = join(folder, 'danh-muc')
  await writeFile(path, content)
  const file = await open(path, 'r')
  return readCatalogueFile(file).finally(() => file.close())
}

/** Everything a record can hold, with every sign that cells use for themselves. */
const odd: ProcedureRecord = {
  key: '9.000001',
  code: '9.000001',
  name: '=Thủ tục | lạ \\ "ngoặc", phẩy',
  field: 'Lĩnh vực; lạ',
  fieldCode: 'linh-vuc-la',
  timeLimit: { amount: null, unit: 'day' },
  cases: [
    {
      code: 'mot',
      name: '# Trường hợp | một',
      components: [
        { name: '#Giấy | 1', kind: 'form', quantity: 0, required: false, note: 'a\\b' },
        {
          name: '=SUM(A1)',
          kind: 'certified_copy',
          quantity: 2,
          required: true,
          copies: 3,
          paperCode: 'KQ.1',
          mustScan: true,
        },
      ],
    },
    { code: 'hai', name: 'Trường hợp hai', components: [] },
  ],
  fees: [
    { name: 'Phí', amountVnd: null, unit: 'bản', basis: '' },
    {
      name: 'Lệ phí | lạ',
      amountVnd: 15_000,
      unit: 'lần',
      basis: '1/2026/NQ-HĐND',
      rule: { kind: 'copy' },
      kind: 'fee',
      discount: { channel: 'online', percent: 50 },
      budgetItem: '0771',
      exemptions: [
        { name: 'hộ nghèo | cận nghèo', paper: '' },
        { name: '#2', paper: 'giấy (xác nhận)' },
      ],
    },
    {
      name: 'Lệ phí',
      amountVnd: 0,
      unit: 'lần',
      basis: '',
      channel: 'online',
      exemptions: [{ name: 'a', paper: '' }],
    },
  ],
  result: '-1',
  form: null,
  agencies: { receiving: { code: 'H56', name: 'Cơ quan A' }, deciding: { code: '', name: 'Cơ quan B' } },
  posting: {
    sequence: ['Bước 1\ncó hai dòng', '# Bước 2'],
    methods: [{ channel: 'post', timeLimit: '', fee: 'x', description: '' }],
    setCount: 2,
    requirements: [],
    onlineLevel: 'partial',
    lifeEvents: ['sinh-con', 'khac'],
    performer: '@Cơ quan',
    keywords: ['+a', '-b'],
  },
  legalBasis: ['1/2020/NĐ-CP'],
  decision: '1/QĐ',
  confidence: 'check',
  notes: '\tghi chú',
  verifiedFields: ['name'],
}
const storable = { ...odd, notes: 'ghi chú' }

describe('cells', () => {
  it('keep whatever is written in them', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '|', '\\', '#', '\n', ' ', 'đ', '"'), maxLength: 12 })
    const tidy = text.map((each) => each.trim()).filter((each) => each !== '')
    fc.assert(
      fc.property(fc.array(tidy, { minLength: 1, maxLength: 5 }), (parts) => {
        expect(splitParts(joinParts(parts))).toEqual(parts)
        expect(splitLines(joinLines(parts))).toEqual(parts)
      }),
    )
    expect(splitParts(joinParts(['a', '', 'b', '']))).toEqual(['a', '', 'b'])
  })
})

describe('a catalogue written and read again', () => {
  it.each(['csv', 'xlsx', 'json'] as const)('says the same as %s', async (format) => {
    const all = [...records, storable]
    const written =
      format === 'csv'
        ? await csvText(catalogueTable(all))
        : format === 'xlsx'
          ? await catalogueExcel(all)
          : JSON.stringify(catalogueJson(all))
    const again = await read(written)
    expect(again.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(again.records.map(({ key }) => key)).toEqual(all.map(({ key }) => key))
    for (const [index, record] of all.entries()) {
      const differences = compareRecords(record as CatalogueRecord, again.records[index] as CatalogueRecord)
      expect(differences, record.name).toEqual([])
    }
  })

  it('runs no cell as a formula in a spreadsheet (CSV injection), and marks UTF-8 for Excel', async () => {
    const text = await csvText([['=1+1', '+a', '-b', '@c', '\td', 'e', 'a,"b"\nc']])
    expect(text.startsWith('\uFEFF')).toBe(true)
    expect(text.slice(1)).toBe(`"'=1+1","'+a","'-b","'@c","'\td",e,"a,""b""\nc"\r\n`)
  })

  it('reads the file of a Vietnamese Excel, with semicolons, and codes as numbers or with the suffix of a province', async () => {
    const csv =
      'Ten thu tuc;MÃ THỦ TỤC;Lĩnh vực;Thời hạn\r\nĐăng ký khai sinh;1.001193.000.00.00.H56;Hộ tịch;3\r\n'
    const { records: read1, problems } = await read(csv)
    expect(problems).toEqual([])
    expect(read1).toMatchObject([{ code: '1.001193', timeLimit: { amount: 3, unit: 'working_day' } }])
  })
})

describe('a faulty catalogue', () => {
  const header = ['Mã thủ tục', 'Tên thủ tục', 'Lĩnh vực']
  const problemsOf = (...rows: string[][]) => readCatalogueTable([header, ...rows]).problems

  it('with a code twice, contradictory codes, or missing ones says in which rows', () => {
    expect(problemsOf(['1.000001', 'A', 'X'], ['1.000001', 'A', 'X'])).toMatchObject([
      { severity: 'error', row: 3, column: 'Mã thủ tục', message: expect.stringContaining('Trùng') },
    ])
    expect(problemsOf(['1.000001', 'A', 'X'], ['1.000002', 'A', 'X'])).toMatchObject([
      { severity: 'error', row: 3, message: expect.stringContaining('dòng 2: cùng tên nhưng mã khác nhau') },
    ])
    const fields = problemsOf(['1.000001', 'A', 'X'], ['1.000001', 'B', 'Y'])
    expect(fields).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        row: 3,
        message: expect.stringContaining('khác lĩnh vực'),
      }),
    )
    expect(problemsOf(['', 'A', 'X'])).toMatchObject([{ severity: 'warning', row: 2, column: 'Mã thủ tục' }])
    expect(problemsOf(['1.000001', 'A', 'X'], ['', 'A', 'X'])).toMatchObject([{ severity: 'error', row: 3 }])
    // Another case of the same code in the same field is no fault.
    expect(problemsOf(['1.000001', 'A', 'X'], ['1.000001', 'B', 'X'])).toMatchObject([
      { severity: 'warning', row: 3 },
    ])
  })

  it('with unknown, doubled or missing columns is refused', () => {
    const columns = (first: string[]) => readCatalogueTable([first, ['1.000001', 'A', 'X']]).problems
    expect(columns([...header, 'Màu'])).toMatchObject([{ row: 1, column: 'Màu' }])
    expect(columns([...header, 'tên thủ tục'])).toMatchObject([
      { row: 1, message: expect.stringContaining('hai lần') },
    ])
    expect(columns(['Tên thủ tục', 'Lĩnh vực'])).toMatchObject([{ row: 1, column: 'Mã thủ tục' }])
    expect(columns(['Mã thủ tục', 'Tên thủ tục'])).toMatchObject([{ row: 1, column: 'Lĩnh vực' }])
    expect(readCatalogueTable([]).problems.length).toBeGreaterThan(0)
  })

  it('names the row and the column of each cell that is not understood', () => {
    const all = catalogueColumns.map((column) => column.header)
    const cell = (name: string, value: string) => {
      const row = all.map(
        (each) =>
          ({ 'Mã thủ tục': '1.000001', 'Tên thủ tục': 'A', 'Lĩnh vực': 'X', [name]: value })[each] ?? '',
      )
      return readCatalogueTable([all, row]).problems
    }
    const wrong: [string, string][] = [
      ['Mã thủ tục', 'abc'],
      ['Tên thủ tục', ''],
      ['Thời hạn', 'ba'],
      ['Thời hạn', '99999'],
      ['Đơn vị thời hạn', 'tuần'],
      ['Thành phần hồ sơ', 'Giấy | bản gì'],
      ['Thành phần hồ sơ', 'Giấy | bản chính | x'],
      ['Thành phần hồ sơ', 'Giấy | bản chính\n# Trường hợp\nGiấy | bản chính'],
      ['Phí, lệ phí', 'Phí | nhiều | bản'],
      ['Phí, lệ phí', 'Phí | 1 | bản | | | thuế'],
      ['Phí, lệ phí', 'Phí | 1 | bản | | | | bồ câu'],
      ['Phí, lệ phí', 'Phí | 1 | bản | | | | | giảm một nửa'],
      ['Phí, lệ phí', 'Phí | 1 | bản | | | | | 101%'],
      ['Phí, lệ phí', 'Phí | 1 | bản | | | | | | 27'],
      ['Phí, lệ phí', 'Phí | 1 | bản | | | | | | | | giấy tờ mà không có ai'],
      ['Độ tin cậy', 'chắc'],
      ['Cách thức thực hiện', 'bồ câu'],
      ['Số bộ hồ sơ', '0'],
      ['Dịch vụ công trực tuyến', '4'],
      ['Sự kiện trong đời', 'Đi Chơi Xa'],
    ]
    for (const [column, value] of wrong) {
      expect(cell(column, value), `${column}: ${value}`).toMatchObject([
        { severity: 'error', row: 2, column },
      ])
    }
  })

  it('that is no catalogue at all is refused with a sentence', async () => {
    const bomb = zip([
      ['[Content_Types].xml', Buffer.from('<Types/>')],
      ['xl/workbook.xml', Buffer.alloc(80 * 2 ** 20)],
    ])
    const macros = zip([
      ['[Content_Types].xml', Buffer.from('<Types/>')],
      ['xl/workbook.xml', Buffer.from('<a/>')],
      ['xl/vbaProject.bin', Buffer.from('x')],
    ])
    const cases: [string, Uint8Array | string, RegExp][] = [
      ['empty', '', /rỗng/],
      ['a ZIP bomb', bomb, /phình ra quá lớn/],
      ['macros', macros, /macro/],
      ['another ZIP', zip([['a.txt', Buffer.from('x')]]), /hỏng|không phải/],
      ['half a file', (await catalogueExcel(records)).subarray(0, 2000), /hỏng|không phải/],
      ['JSON that is no list', '{"a":1}', /danh sách/],
      ['broken JSON', '[{', /cú pháp/],
      ['UTF-16', Buffer.from('Mã thủ tục', 'utf16le'), /UTF-8/],
      ['an open quote', 'Mã thủ tục,"Tên\r\n1,2', /ngoặc kép/],
      ['too large', Buffer.alloc(9 * 2 ** 20, 'a'), /8 MB/],
    ]
    expect(bomb.length).toBeLessThan(2 ** 20)
    for (const [name, content, words] of cases) {
      const { records: none, problems } = await read(content)
      expect(none, name).toEqual([])
      expect(problems.map(({ message }) => message).join(' '), name).toMatch(words)
    }
  })

  it('never throws, whatever bytes it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', 'PK\u0003\u0004', '[', 'Mã thủ tục,'),
        async (bytes, head) => {
          const { records: none } = await read(Buffer.concat([Buffer.from(head), bytes]))
          expect(none).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})

/** A ZIP file of deflated parts. */
function zip(parts: readonly (readonly [string, Buffer])[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of parts) {
    const packed = deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(content.length, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(content.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    offset += 30 + name.length + packed.length
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, entries, end])
}

it('ships legal texts of known form', async () => {
  const text = await readFile(new URL('../catalogue/legal-texts.json', import.meta.url), 'utf8')
  expect(JSON.parse(text).length).toBeGreaterThan(50)
})
