import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOfficeFile, makeZip } from '../factory.ts'
import { inspectUpload } from './content-type.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'archive-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function inspect(content: Uint8Array, name: string) {
  const path = join(directory, 'content')
  await writeFile(path, content)
  return inspectUpload(path, name)
}

const zeros = (megabytes: number) => '0'.repeat(megabytes * 2 ** 20)

/** Puts another number where the directory declares how large this part is. */
function declare(file: Buffer, part: string, size: number): Buffer {
  const changed = Buffer.from(file)
  const at = changed.lastIndexOf(Buffer.from(part))
  changed.writeUInt32LE(size, at - 22)
  return changed
}

/** A document with a part of any content, stored unpacked: the factory takes text, so a placeholder gives way. */
function withPart(kind: 'docx' | 'xlsx', name: string, bytes: Buffer): Buffer {
  const mark = 'x'.repeat(bytes.length)
  const made = makeOfficeFile(kind, { parts: { [name]: mark } })
  const packed = deflateRawSync(Buffer.from(mark))
  const at = made.indexOf(packed)
  const grown = Buffer.concat([made.subarray(0, at), bytes, made.subarray(at + packed.length)])
  const growth = bytes.length - packed.length
  const entry = grown.lastIndexOf(Buffer.from(name)) - 46
  grown.writeUInt16LE(0, entry + 10)
  grown.writeUInt32LE(bytes.length, entry + 20)
  const end = grown.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  grown.writeUInt32LE(grown.readUInt32LE(end + 16) + growth, end + 16)
  return grown
}

describe('a document that unpacks to too much (ZIP bomb)', () => {
  it('is refused by what it really unpacks to, in bounded memory', async () => {
    const before = process.memoryUsage().rss
    const bomb = makeOfficeFile('docx', {
      parts: { 'word/media/a.xml': zeros(150), 'word/media/b.xml': zeros(150) },
    })
    expect(bomb.length).toBeLessThan(2 ** 20)
    const found = await inspect(bomb, 'don.docx')
    expect(found).toMatchObject({ ok: false, code: 'file_unpacks_too_large' })
    expect(found.ok ? '' : found.message).toContain('256 MB')
    expect(process.memoryUsage().rss - before).toBeLessThan(700 * 2 ** 20)
  })

  it('is refused when its directory lies about the size', async () => {
    const honest = makeOfficeFile('xlsx', { parts: { 'xl/media/a.xml': zeros(3) } })
    expect(await inspect(honest, 'a.xlsx')).toMatchObject({ ok: true })
    expect(await inspect(declare(honest, 'xl/media/a.xml', 100), 'a.xlsx')).toMatchObject({
      ok: false,
      code: 'file_unpacks_too_large',
    })
  })

  it('is refused when it has thousands of parts', async () => {
    const parts = Object.fromEntries(Array.from({ length: 5001 }, (_, index) => [`word/p${index}.xml`, 'x']))
    expect(await inspect(makeOfficeFile('docx', { parts }), 'a.docx')).toMatchObject({
      code: 'file_unpacks_too_large',
    })
  })

  it('inside a document inside the document counts too', async () => {
    const inner = makeOfficeFile('xlsx', { parts: { 'xl/media/a.xml': zeros(300) } })
    const outer = withPart('docx', 'word/embeddings/bang.xlsx', inner)
    expect(await inspect(outer, 'a.docx')).toMatchObject({ code: 'file_unpacks_too_large' })
  })
})

describe('an archive in a document', () => {
  it.each([
    ['by its name', makeOfficeFile('docx', { parts: { 'word/embeddings/a.zip': 'x' } })],
    ['under the name of a picture', withPart('docx', 'word/media/a.png', makeZip({ 'a.txt': 'a' }))],
    [
      'RAR under another name',
      withPart('docx', 'word/embeddings/a.bin', Buffer.from('526172211a070100', 'hex')),
    ],
    [
      '7z under another name',
      withPart('xlsx', 'xl/embeddings/a.bin', Buffer.from('377abcaf271c0004', 'hex')),
    ],
    ['gzip under another name', withPart('xlsx', 'xl/media/a.emf', Buffer.from('1f8b080000000000', 'hex'))],
  ])('%s is refused, with what to do', async (_, file) => {
    const found = await inspect(file, file.includes('xl/workbook.xml') ? 'a.xlsx' : 'a.docx')
    expect(found).toMatchObject({ ok: false, code: 'file_has_archive' })
    expect(found.ok ? '' : found.message).toContain('nộp từng tệp riêng')
  })

  it('a table embedded as Word does it is let through, one level deep', async () => {
    const table = makeOfficeFile('xlsx')
    expect(await inspect(withPart('docx', 'word/embeddings/bang.xlsx', table), 'a.docx')).toMatchObject({
      ok: true,
    })
    const nested = withPart(
      'docx',
      'word/embeddings/bang.xlsx',
      withPart('xlsx', 'xl/embeddings/b.docx', makeOfficeFile('docx')),
    )
    expect(await inspect(nested, 'a.docx')).toMatchObject({ code: 'file_has_archive' })
  })
})

describe('macros in a document', () => {
  it.each([
    ['Word with macros', makeOfficeFile('docm'), 'a.docm', 'file_type_not_allowed'],
    ['Word with macros, renamed', makeOfficeFile('docm'), 'a.docx', 'file_type_not_allowed'],
    [
      'as an embedded Word file',
      makeOfficeFile('docx', { parts: { 'word/embeddings/a.docm': 'x' } }),
      'a.docx',
      'file_has_macros',
    ],
    [
      'inside an embedded table',
      withPart(
        'docx',
        'word/embeddings/a.xlsx',
        makeOfficeFile('xlsx', { parts: { 'xl/vbaProject.bin': 'x' } }),
      ),
      'a.docx',
      'file_has_macros',
    ],
    [
      'a program packed as an object',
      withPart(
        'docx',
        'word/embeddings/oleObject1.bin',
        Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('\u0001Ole10Native', 'utf16le')]),
      ),
      'a.docx',
      'file_has_macros',
    ],
  ])('%s is refused', async (_, file, name, code) => {
    expect(await inspect(file, name)).toMatchObject({ ok: false, code })
  })
})
