import { join } from 'node:path'
import { Document, Packer, Paragraph } from 'docx'
import { describe, expect, it } from 'vitest'
import { templatesDirectory } from '../testing/places.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { createOfficeConverter } from './office-converter.ts'

const fontsDir = join(templatesDirectory, 'fonts')
const wordFile = (text: string) =>
  Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(text)] }] }))

describe('Word files that wait together', () => {
  it('come back each as its own, and a broken one spoils no other', async () => {
    const office = createOfficeConverter({ fontsDir })
    const names = ['Quyết định thứ nhất', 'Công văn thứ hai', 'Thông báo thứ ba']
    const sources: Uint8Array[] = await Promise.all(names.map(wordFile))
    const broken = new TextEncoder().encode('chẳng phải tệp Word')
    const made = await Promise.all(sources.toSpliced(1, 0, broken).map((each) => office.toPdf(each)))
    const read = made.map((pdf) => (pdf ? readPdf(pdf).trim() : ''))
    expect(read.toSpliced(1, 1)).toEqual(names)
    expect(names).not.toContain(read[1])
  }, 120_000)

  it('are nothing where LibreOffice is missing or gives up, and the next is tried again', async () => {
    const missing = createOfficeConverter({ fontsDir, program: '/khong-co/soffice' })
    expect(await Promise.all([1, 2, 3].map(async () => missing.toPdf(await wordFile('Mẫu'))))).toEqual([
      null,
      null,
      null,
    ])
    const failing = createOfficeConverter({ fontsDir, program: 'false' })
    expect(await failing.toPdf(await wordFile('Mẫu'))).toBeNull()
    expect(await failing.toPdfA(await wordFile('Mẫu'), 'docx')).toBeNull()
  })
})
