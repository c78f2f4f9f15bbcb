import readXlsxFile from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { type Sheet, writeSpreadsheet } from './spreadsheet.ts'

const sheet: Sheet = {
  name: 'Sổ 2026',
  columns: [
    { width: 10, style: {} },
    { width: 30, style: { wrap: true } },
  ],
  head: [[{ value: 'SỔ', fontWeight: 'bold', columnSpan: 2 }, null]],
  body: [
    [1, 'Nguyễn Văn Mẫu'],
    [new Date('2026-03-24T00:00:00Z'), '=1+1'],
    [null, `a\u0000b\u000bc\uffff <b> & "d"`],
  ],
}

test('words, numbers and days come back as they went in; nothing becomes a formula', async () => {
  const [read] = await readXlsxFile(Buffer.from(await writeSpreadsheet([sheet])))
  expect(read?.sheet).toBe('Sổ 2026')
  expect(read?.data).toEqual([
    ['SỔ', null],
    [1, 'Nguyễn Văn Mẫu'],
    [new Date('2026-03-24T00:00:00Z'), '=1+1'],
    [null, 'abc <b> & "d"'],
  ])
})

test('the program goes on while a large one is made', async () => {
  const body = Array.from({ length: 20_000 }, (_, row) => [row, `Dòng ${row}`])
  const written = writeSpreadsheet([{ ...sheet, body }])
  let turns = 0
  let done = false
  written.finally(() => {
    done = true
  })
  while (!done) {
    await new Promise((resolve) => setImmediate(resolve))
    turns += 1
  }
  expect((await written).byteLength).toBeGreaterThan(100_000)
  expect(turns).toBeGreaterThan(100)
})

test('what cannot be written is an error, not an endless wait', async () => {
  await expect(writeSpreadsheet([{ ...sheet, name: 'x'.repeat(40) }])).rejects.toThrow()
})
