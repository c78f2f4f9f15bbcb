import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readDocx, wordsOf } from '../testing/read-docx.ts'
import { fillWordLines } from './word-lines.ts'

const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const wordFile = (body: string, before = '') =>
  zipSync({
    'word/document.xml': strToU8(
      `<?xml version="1.0" encoding="UTF-8"?>${before}<w:document ${namespace}><w:body>${body}</w:body></w:document>`,
    ),
    'word/styles.xml': strToU8('<w:styles/>'),
  })
const run = (text: string) => `<w:r><w:rPr><w:b/></w:rPr><w:t>${text}</w:t></w:r>`
const line = { pattern: String.raw`^Số:[\s…]*/`, text: 'Số: 05/QĐ-UBND' }
const partOf = async (docx: Uint8Array) => (await readDocx(docx)).get('word/document.xml') ?? ''

describe('lines of a Word file written anew', () => {
  it('are found though Word cut them into runs, and keep the look of the first; all else stays', async () => {
    const given = wordFile(
      `<w:p>${run('Kính gửi: Sở Mẫu &amp; Ví Dụ')}</w:p><w:tbl><w:tr><w:tc><w:p>${run('Số')}${run(':  ')}<w:r><w:tab/></w:r>${run('/QĐ')}<w:r><w:noBreakHyphen/></w:r>${run('UBND')}</w:p></w:tc></w:tr></w:tbl><w:p>${run('Số: … /lần sau')}</w:p>`,
    )
    const filled = await fillWordLines({ docx: given, lines: [line, { pattern: '^Không có$', text: 'x' }] })
    expect(filled?.found).toEqual([true, false])
    const xml = await partOf(filled?.docx ?? new Uint8Array())
    expect(wordsOf(xml)).toBe('Kính gửi: Sở Mẫu & Ví Dụ Số: 05/QĐ-UBND Số: … /lần sau')
    expect(xml).toMatch(/<w:b\/><\/w:rPr><w:t xml:space="preserve">Số: 05/)
    expect((await readDocx(filled?.docx ?? new Uint8Array())).get('word/styles.xml')).toBe('<w:styles/>')
  })

  it.each([
    ['is no Word file', new Uint8Array([1, 2, 3])],
    ['has no text', zipSync({ 'word/other.xml': strToU8('<a/>') })],
    ['asks for entities to be expanded', wordFile('<w:p/>', '<!DOCTYPE w [<!ENTITY a "aaaa">]>')],
  ])('are left alone in a file that %s', async (_what, docx) => {
    expect(await fillWordLines({ docx, lines: [line] })).toBeNull()
  })
})
