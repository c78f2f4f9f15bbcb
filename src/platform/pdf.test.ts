import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { scanPdf } from '../testing/read-pdf.ts'
import { createPdfRenderer, type PdfOptions, type PdfRenderer } from './pdf.ts'

const now = new Date('2026-11-05T01:00:00Z')
let templatesDir: string
const open: PdfRenderer[] = []

const templates: Record<string, string> = {
  name: `#let d = json(bytes(sys.inputs.data))
#set document(title: d.name)
#set text(font: "Tinos", lang: "vi", fallback: false)
#d.name`,
  qr: `#let d = json(bytes(sys.inputs.data))
#set document(title: "qr")
#set text(font: "Tinos", lang: "vi")
#image(bytes(d.pageQr), width: 40mm, alt: "QR") #d.pageUrl`,
  bars: `#let d = json(bytes(sys.inputs.data))
#set document(title: "bars")
#set text(font: "Tinos", lang: "vi")
#for item in d.items { if item.codeBars == none [none] else { image(bytes(item.codeBars), width: 80mm, height: 12mm, fit: "stretch", alt: "bars") } }`,
  boxed: `#set document(title: "box")
#set text(font: "Tinos", lang: "vi")
#pagebreak() #place(top + left, dx: 10pt)[#metadata((name: "signer", page: 2)) <signature-box>] x`,
  'bad-font': `#set document(title: "x")
#set text(font: "Comic Sans MS", lang: "vi")
x`,
  'machine-font': `#set document(title: "x")
#set text(font: "DejaVu Sans", lang: "vi")
x`,
  'bad-glyph': `#set document(title: "x")
#set text(font: "Tinos", lang: "vi")
漢`,
  broken: '#let x = ',
  outside: '#read("/../../etc/passwd")',
  slow: '#let n = 0\n#for i in range(100000) { for j in range(100000) { n += 1 } }\n#n',
}

beforeAll(() => {
  templatesDir = mkdtempSync(join(tmpdir(), 'templates-'))
  cpSync('templates/fonts', join(templatesDir, 'fonts'), { recursive: true })
  for (const [name, source] of Object.entries(templates))
    writeFileSync(join(templatesDir, `${name}.typ`), source)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((renderer) => renderer.close()))
})
afterAll(() => rmSync(templatesDir, { recursive: true }))

function renderer(options: Partial<PdfOptions> = {}): PdfRenderer {
  const made = createPdfRenderer({ templatesDir, clock: () => now, ...options })
  open.push(made)
  return made
}

/** Ids of the processes that work for this folder of templates. */
function workers(): number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return ids.map(Number).filter((id) => {
    try {
      const command = readFileSync(`/proc/${id}/cmdline`, 'utf8')
      return command.includes('pdf-worker') && command.includes(templatesDir)
    } catch {
      return false
    }
  })
}

function text(pdf: Uint8Array): string {
  return execFileSync('pdftotext', ['-', '-'], { input: pdf, stdio: ['pipe', 'pipe', 'ignore'] })
    .toString()
    .trim()
}

test('text comes back literally, whatever markup or sign it holds', async () => {
  const name = 'Đặng Thị Mỹ Ưng #set text(red) <b>*a*</b> $x$ [ \\ @ref // "'
  const pdf = await renderer().render('name', { name })
  expect(text(pdf).replaceAll(/\s+/g, ' ')).toBe(name)
})

test('an emoji and a Chinese character are printed as □ and the paper is made', async () => {
  expect(text(await renderer().render('name', { name: 'Hoa 😀 王' }))).toBe('Hoa □ □')
})

test('the same data at the same second is the same file, other data another', async () => {
  const [first, again, other] = await Promise.all(
    ['Hoa', 'Hoa', 'Lan'].map((name) => renderer().render('name', { name })),
  )
  expect(first).toEqual(again)
  expect(first).not.toEqual(other)
})

test('the file declares PDF/A-2a, tags, title, language and the time of the clock', async () => {
  const pdf = await renderer().render('name', { name: 'Giấy tiếp nhận' })
  const info = execFileSync('pdfinfo', ['-isodates', '-'], {
    input: pdf,
    stdio: ['pipe', 'pipe', 'ignore'],
  }).toString()
  expect(info).toMatch(/Title:\s+Giấy tiếp nhận\n/)
  expect(info).toMatch(/Tagged:\s+yes/)
  expect(info).toMatch(/CreationDate:\s+2026-11-05T01:00:00Z/)
  const source = Buffer.from(pdf).toString('latin1')
  expect(source).toContain('<pdfaid:part>2</pdfaid:part>')
  expect(source).toContain('<pdfaid:conformance>A</pdfaid:conformance>')
  expect(source).toMatch(/\/Lang\s*\(vi/)
})

test('a text field ending in Url gives the template its QR code', async () => {
  const pageUrl = 'https://motcua.example.vn/tra-cuu/H56-20261105-0000012'
  const pdf = await renderer().render('qr', { pageUrl })
  const image = execFileSync('pdftoppm', ['-r', '150', '-png', '-'], { input: pdf, maxBuffer: 2 ** 26 })
  const file = join(templatesDir, 'qr.png')
  writeFileSync(file, image)
  expect(
    execFileSync('zbarimg', ['--quiet', '--raw', file], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim(),
  ).toBe(pageUrl)
})

test('the places for signatures come with the document', async () => {
  const { boxes } = await renderer().renderWithBoxes('boxed', {})
  expect(boxes).toEqual([{ name: 'signer', page: 2 }])
  expect((await renderer().renderWithBoxes('name', { name: 'x' })).boxes).toEqual([])
})

test.each([
  ['bad-font', 'unknown font family'],
  ['machine-font', 'unknown font family'],
  ['bad-glyph', 'could not be displayed'],
  ['broken', 'expected expression'],
  ['outside', 'access denied'],
  ['missing', 'không có mẫu này'],
  ['../name', 'tên mẫu không hợp lệ'],
  ['', 'tên mẫu không hợp lệ'],
])('template "%s" is refused with "%s", and the next document is made', async (template, reason) => {
  const pdfs = renderer()
  await expect(pdfs.render(template, { name: 'x' })).rejects.toThrow(reason)
  await expect(pdfs.render(template, {})).rejects.toThrow(`mẫu "${template}"`)
  expect(text(await pdfs.render('name', { name: 'Lan' }))).toBe('Lan')
})

test('nothing is started before the first document, nothing is left after close', async () => {
  const pdfs = renderer()
  expect(workers()).toEqual([])
  await pdfs.render('name', { name: 'x' })
  expect(workers()).toHaveLength(1)
  await pdfs.close()
  expect(workers()).toEqual([])
  await expect(pdfs.render('name', { name: 'x' })).rejects.toThrow('đã đóng')
})

test('a process that dies takes one document with it and no other', async () => {
  const pdfs = renderer()
  const lost = expect(pdfs.render('slow', {})).rejects.toThrow('tiến trình tạo PDF đã dừng (SIGKILL)')
  const waiting = pdfs.render('name', { name: 'Đang chờ' })
  const [worker] = await vi.waitUntil(() => (workers().length > 0 ? workers() : undefined), {
    timeout: 10_000,
  })
  process.kill(worker ?? 0, 'SIGKILL')
  await lost
  expect(text(await waiting)).toBe('Đang chờ')
})

test('a document that takes too long is given up', async () => {
  const pdfs = renderer({ timeLimit: 3000 })
  await expect(pdfs.render('slow', {})).rejects.toThrow('mẫu "slow"')
  expect(text(await pdfs.render('name', { name: 'Lan' }))).toBe('Lan')
})

test('a process over its memory limit hands over to a fresh one', async () => {
  const pdfs = renderer({ memoryLimit: 1 })
  await pdfs.render('name', { name: 'Lan' })
  const made = await Promise.all(['A', 'B', 'C'].map((name) => pdfs.render('name', { name })))
  expect(made.map(text)).toEqual(['A', 'B', 'C'])
  await vi.waitUntil(() => workers().length === 0, { timeout: 10_000 })
})

test('close rejects what is not yet made', async () => {
  const pdfs = renderer()
  const first = expect(pdfs.render('slow', {})).rejects.toThrow('đã dừng')
  const second = expect(pdfs.render('name', { name: 'x' })).rejects.toThrow('đã đóng')
  await pdfs.close()
  await Promise.all([first, second])
})

test('documents that somebody waits for go before long ones that may wait', async () => {
  const made: string[] = []
  const pdfs = renderer()
  const order = (name: string, turn: 'now' | 'later') =>
    pdfs.render('name', { name }, { later: turn === 'later' }).then(() => made.push(name))
  await Promise.all([
    order('a, begun', 'later'),
    order('b', 'later'),
    order('c', 'later'),
    order('d', 'now'),
    order('e', 'now'),
  ])
  expect(made).toEqual(['a, begun', 'd', 'e', 'b', 'c'])
})

test('a text that ends in Barcode gets its bars at any depth, broken or not; one that cannot be one gets none', async () => {
  const codes = ['H56.22.17-20260324-0000001', 'BG-H56.22.17-2026-00001', 'Mã không phải']
  const pdf = await renderer().render('bars', { items: codes.map((codeBarcode) => ({ codeBarcode })) })
  const scanned = scanPdf(pdf, 1, 300).split('\n')
  expect(scanned.toSorted()).toEqual(codes.slice(0, 2).toSorted())
})
