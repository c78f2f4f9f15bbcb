import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Document, Packer, Paragraph } from 'docx'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { templatesDirectory } from '../testing/places.ts'
import { createOfficeConverter } from './office-converter.ts'
import { createPdfRenderer } from './pdf.ts'
import { toPdfA } from './pdf-a.ts'
import { createPdfClaimReader } from './pdf-claim.ts'

const at = new Date('2026-11-26T01:00:00Z')
const pdf = createPdfRenderer({ templatesDir: templatesDirectory, clock: () => at })
const office = createOfficeConverter({ fontsDir: join(templatesDirectory, 'fonts') })
const directory = mkdtempSync(join(tmpdir(), 'motcua-pdfa-'))
afterAll(async () => {
  await pdf.close()
  rmSync(directory, { recursive: true, force: true })
})

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 30, alpha: 0.5 } } })

function claimOf(bytes: Uint8Array, pieceSize = bytes.length): string | null {
  const reader = createPdfClaimReader()
  for (let start = 0; start < bytes.length; start += pieceSize)
    reader.see(bytes.subarray(start, start + pieceSize))
  return reader.claim()
}

function pagesOf(bytes: Uint8Array): string {
  const path = join(directory, 'a.pdf')
  writeFileSync(path, bytes)
  return execFileSync('pdfinfo', [path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

describe('a PDF/A to be read in thirty years', () => {
  it.each(['jpeg', 'png', 'webp', 'tiff'] as const)('is made of a picture: %s', async (format) => {
    const content = await picture(300, 100).toFormat(format).toBuffer()
    const made = await toPdfA({ office, pdf }, { content, mediaType: `image/${format}`, name: 'Ảnh mẫu' })
    expect(claimOf(made ?? new Uint8Array())).toBe('PDF/A-2A')
    expect(pagesOf(made ?? new Uint8Array())).toMatch(
      /Title: +Ảnh mẫu[\s\S]*Pages: +1\n[\s\S]*841\.\d+ x 595/,
    )
  })

  it('is made of a Word file', async () => {
    const content = await Packer.toBuffer(
      new Document({ sections: [{ children: [new Paragraph('Quyết định mẫu')] }] }),
    )
    const made = await toPdfA({ office, pdf }, { content, mediaType: word, name: 'a.docx' })
    expect(claimOf(made ?? new Uint8Array())).toBe('PDF/A-2B')
  })

  it('is not made of what cannot be read, or of other types', async () => {
    const nonsense = new TextEncoder().encode('chẳng phải ảnh')
    for (const mediaType of ['image/png', 'application/xml', 'application/pdf', 'video/mp4'])
      expect(await toPdfA({ office, pdf }, { content: nonsense, mediaType, name: 'x' })).toBeNull()
    const without = createOfficeConverter({ fontsDir: templatesDirectory, program: 'no-such-program' })
    expect(
      await toPdfA({ office: without, pdf }, { content: nonsense, mediaType: word, name: 'x' }),
    ).toBeNull()
  })
})

describe('what a PDF claims', () => {
  const say = (text: string) => Buffer.from(text)
  it('is read whichever way it is written and wherever the bytes break', () => {
    const attributes = say('%PDF-1.7 <rdf:Description pdfaid:part="3" pdfaid:conformance="b"/> %%EOF')
    const elements = say('<pdfaid:conformance>U</pdfaid:conformance><pdfaid:part>2</pdfaid:part>')
    for (let size = 1; size < 90; size += 1) {
      expect(claimOf(attributes, size), String(size)).toBe('PDF/A-3B')
      expect(claimOf(elements, size), String(size)).toBe('PDF/A-2U')
    }
    expect(claimOf(say('<pdfaid:part>4</pdfaid:part>'))).toBe('PDF/A-4')
    expect(claimOf(say('%PDF-1.7 pdfaid:part unclear'))).toBeNull()
    expect(claimOf(Buffer.concat([elements, attributes]))).toBe('PDF/A-3B')
  })
})
