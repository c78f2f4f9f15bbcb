import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeOfficeFile, makeZip } from '../factory.ts'
import { inspectUpload } from './content-type.ts'
import { extensionOf, sanitizeFileName } from './file-name.ts'

const PDF = '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
const EXE = Buffer.concat([Buffer.from('MZ\x90\x00\x03', 'latin1'), Buffer.alloc(500)])
const CFB = Buffer.concat([Buffer.from('D0CF11E0A1B11AE1', 'hex'), Buffer.alloc(1000)])
const picture = (format: 'jpeg' | 'png' | 'webp' | 'tiff' | 'avif' | 'gif') =>
  sharp({ create: { width: 8, height: 6, channels: 3, background: '#c00' } })
    .toFormat(format)
    .toBuffer()

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'upload-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function inspect(content: string | Uint8Array, name: string) {
  const path = join(directory, 'content')
  await writeFile(path, content)
  return inspectUpload(path, name)
}

describe('what is allowed', () => {
  it('is known by its content', async () => {
    const files: [string | Uint8Array, string, string][] = [
      [PDF, 'đơn xin.pdf', 'application/pdf'],
      [await picture('jpeg'), 'Ảnh thẻ.JPEG', 'image/jpeg'],
      [await picture('png'), 'a.png', 'image/png'],
      [await picture('webp'), 'a.webp', 'image/webp'],
      [await picture('tiff'), 'quét.tif', 'image/tiff'],
      [
        makeOfficeFile('docx'),
        'a.docx',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ],
      [makeOfficeFile('xlsx'), 'a.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      ['<?xml version="1.0" encoding="UTF-8"?><hồSơ>dữ liệu</hồSơ>', 'a.xml', 'application/xml'],
    ]
    for (const [content, name, mediaType] of files) {
      expect(await inspect(content, name)).toMatchObject({ ok: true, mediaType, fileName: name })
    }
  })

  it('gets the right extension when a camera gave none', async () => {
    expect(await inspect(await picture('jpeg'), 'image')).toMatchObject({
      extension: 'jpg',
      fileName: 'image.jpg',
    })
    expect(await inspect(PDF, '')).toMatchObject({ ok: true, fileName: 'tep-dinh-kem.pdf' })
  })
})

describe('a file that lies', () => {
  it.each([
    ['a program', EXE, 'don.pdf', ['.pdf', 'văn bản PDF', 'chương trình chạy được']],
    ['a program as Word', EXE, 'don.docx', ['văn bản Word', 'chương trình chạy được']],
    ['a page', '<!DOCTYPE html><script>alert(1)</script>', 'don.pdf', ['văn bản PDF', 'trang web HTML']],
    ['a script', '#!/bin/sh\nrm -rf /', 'don.jpg', ['ảnh JPEG', 'tập lệnh']],
    ['a harmless one under a program’s name', PDF, 'don.exe', ['chương trình chạy được', 'văn bản PDF']],
    ['a name turned round', PDF, 'don\u202Efdp.exe', ['donfdp.exe', 'văn bản PDF']],
    ['Excel as Word', makeOfficeFile('xlsx'), 'a.docx', ['văn bản Word', 'bảng tính Excel']],
    [
      'a drawing in XML',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
      'a.xml',
      ['XML', 'SVG'],
    ],
  ])('%s is refused, naming both', async (_, content, name, words) => {
    const result = await inspect(content, name)
    expect(result).toMatchObject({ ok: false, code: 'file_type_mismatch' })
    for (const word of words) expect(result.ok ? '' : result.message).toContain(word)
  })

  it('a PNG under the name of a PDF', async () => {
    const result = await inspect(await picture('png'), 'giấy khai sinh.pdf')
    expect(result).toEqual({
      ok: false,
      code: 'file_type_mismatch',
      message:
        'Tệp “giấy khai sinh.pdf” có đuôi .pdf (văn bản PDF) nhưng nội dung là ảnh PNG. Hãy chọn đúng tệp hoặc lưu lại đúng loại.',
    })
  })
})

describe('what is not allowed', () => {
  it.each([
    ['an empty file', '', 'a.pdf', 'file_empty', 'rỗng'],
    ['a program', EXE, 'a.exe', 'file_type_not_allowed', 'chương trình'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'a.svg', 'file_type_not_allowed', 'SVG'],
    ['HTML', '\uFEFF \n<html>', 'a.html', 'file_type_not_allowed', 'HTML'],
    ['plain text', 'xin chào', 'a.txt', 'file_type_not_allowed', 'không nhận ra'],
    ['junk before a PDF', `junk${PDF}`, 'a.pdf', 'file_type_not_allowed', 'không nhận ra'],
    ['a ZIP', makeZip({ 'a.txt': 'a' }), 'a.zip', 'file_type_not_allowed', 'ZIP'],
    ['a ZIP as Word', makeZip({ 'a.txt': 'a' }), 'a.docx', 'file_type_not_allowed', 'ZIP'],
    ['old Word', CFB, 'a.doc', 'file_type_not_allowed', 'lưu lại thành .docx'],
    ['Word with a password', CFB, 'a.docx', 'file_type_not_allowed', 'bỏ mật khẩu'],
    ['Word with macros', makeOfficeFile('docm'), 'a.docm', 'file_type_not_allowed', 'không có macro'],
    ['the same called docx', makeOfficeFile('docm'), 'a.docx', 'file_type_not_allowed', 'không có macro'],
    [
      'hidden macros',
      makeOfficeFile('docx', { parts: { 'word/vbaProject.bin': 'x' } }),
      'a.docx',
      'file_has_macros',
      'macro',
    ],
    [
      'macros under another name',
      makeOfficeFile('docx', {
        types: '<Override PartName="/word/x" ContentType="application/vnd.ms-office.vbaProject"/>',
      }),
      'a.docx',
      'file_has_macros',
      'macro',
    ],
    [
      'a program inside',
      makeOfficeFile('xlsx', { parts: { 'xl/embeddings/a.exe': 'MZ' } }),
      'a.xlsx',
      'file_has_macros',
      'chạy được',
    ],
    ['half a Word file', makeOfficeFile('docx').subarray(0, 300), 'a.docx', 'file_damaged', 'hỏng'],
    [
      'entities',
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      'a.xml',
      'file_damaged',
      'hỏng',
    ],
    [
      'XML in another table',
      Buffer.from('<?xml version="1.0"?><a>\xe9</a>', 'latin1'),
      'a.xml',
      'file_damaged',
      'hỏng',
    ],
    [
      'a large XML',
      `<?xml version="1.0"?>${' '.repeat(6 * 2 ** 20)}<a/>`,
      'a.xml',
      'file_type_not_allowed',
      '5 MB',
    ],
  ])('%s', async (_, content, name, code, words) => {
    const result = await inspect(content, name)
    expect(result).toMatchObject({ ok: false, code })
    expect(result.ok ? '' : result.message).toContain(words)
  })

  it('tells the owner of a telephone how to send a JPEG', async () => {
    const result = await inspect(await picture('avif'), 'IMG_0001.avif')
    expect(result.ok ? '' : result.message).toContain('Tương thích nhất')
  })

  it('answers for any bytes under any name', async () => {
    const bytes = fc.uint8Array({ maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.constantFrom('%PDF-', 'PK\x03\x04', '\xff\xd8\xff', '<?xml ', ''),
        fc.string(),
        async (tail, head, name) => {
          const result = await inspect(Buffer.concat([Buffer.from(head, 'latin1'), tail]), name)
          if (!result.ok) expect(result.message).toMatch(/\.$/)
        },
      ),
    )
  })
})

describe('sanitizeFileName', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\a\\đơn.pdf', 'đơn.pdf'],
    ['giấy\u202Efdp.exe', 'giấyfdp.exe'],
    ['a\r\nSet-Cookie: x.pdf', 'a Set-Cookie_ x.pdf'],
    ['  .. .pdf. ', 'pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['a<b>|"?*.pdf', 'a_b_____.pdf'],
    ['\uD800.pdf', '\uFFFD.pdf'],
    ['😀.pdf', '😀.pdf'],
    ['đơn.pdf'.normalize('NFD'), 'đơn.pdf'],
    ['', 'tep-dinh-kem'],
    ['/', 'tep-dinh-kem'],
  ])('%j becomes %j', (declared, safe) => {
    expect(sanitizeFileName(declared)).toBe(safe)
  })

  it('shortens to 120 characters and keeps the extension', () => {
    expect(sanitizeFileName(`${'ệ'.repeat(500)}.pdf`)).toBe(`${'ệ'.repeat(115)}.pdf`)
    expect([...sanitizeFileName('😀'.repeat(500))]).toHaveLength(119)
  })

  it('is safe and settled after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (declared) => {
        const once = sanitizeFileName(declared)
        expect(sanitizeFileName(once)).toBe(once)
        expect(once).not.toMatch(/[/\\\p{Cc}\u202A-\u202E\u2066-\u2069]|^[ .]|[ .]$/u)
        expect([...once].length).toBeGreaterThan(0)
        expect([...once].length).toBeLessThanOrEqual(120)
      }),
    )
    expect(extensionOf('a.tar.GZ')).toBe('gz')
    expect(extensionOf('.htaccess')).toBeNull()
  })
})
