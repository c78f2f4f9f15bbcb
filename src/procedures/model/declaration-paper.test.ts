import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPdfRenderer, type PdfRenderer } from '../../platform/pdf.ts'
import { checkPdf, countPages, readPdf, runOnPdf } from '../../testing/read-pdf.ts'
import type { Answers } from './declaration-answers.ts'
import { composeDeclaration, type DeclarationPrint } from './declaration-paper.ts'
import { formDefinitionSchema } from './form.ts'

let pdfs: PdfRenderer
beforeAll(() => {
  pdfs = createPdfRenderer({ templatesDir: 'templates', clock: () => new Date('2026-11-05T01:00:00Z') })
})
afterAll(() => pdfs.close())

const text = (title: string, more: object = {}) => ({ type: 'string', title, ...more })
const levels = ['Được', 'Cần giúp', 'Không']
const form = formDefinitionSchema.parse({
  number: 'Mẫu số 09',
  title: 'TỜ KHAI MẪU',
  basis: 'Thông tư mẫu',
  opening: 'Tôi đề nghị như sau.',
  pledge: 'Tôi cam đoan lời khai là đúng.',
  signers: ['Người yêu cầu'],
  schema: {
    type: 'object',
    'x-numbered': true,
    properties: {
      name: text('Họ, chữ đệm, tên'),
      born: text('Ngày sinh', { format: 'date', 'x-width': 'half' }),
      hour: text('Lúc', { format: 'time', 'x-width': 'half' }),
      sex: {
        ...text('Giới tính'),
        oneOf: [
          { const: 'male', title: 'Nam' },
          { const: 'female', title: 'Nữ' },
        ],
      },
      copies: text('Cấp bản sao', { enum: ['Có', 'Không'], 'x-boxes': true }),
      amount: { type: 'number', title: 'Số tiền (đồng)' },
      agreed: { type: 'boolean', title: 'Đã đồng ý' },
      home: { type: 'object', title: 'Nơi ở', properties: { address: text('Địa chỉ?') } },
      story: text('Trình bày', { 'x-long': true }),
      walk: text('Đi lại', { enum: levels, 'x-boxes': true }),
      eat: text('Ăn uống', { enum: levels, 'x-boxes': true }),
      read: text('Đọc, viết', { enum: levels, 'x-boxes': true }),
      people: {
        type: 'array',
        title: 'Thành viên',
        items: {
          type: 'object',
          properties: { name: text('Tên'), main: { type: 'boolean', title: 'Chủ hộ' } },
        },
      },
    },
  },
})
const answers = {
  name: 'Nguyễn Thị Phương Thảo',
  born: '1990-02-01',
  hour: '08:05',
  sex: 'female',
  copies: 'Có',
  amount: 1500000.5,
  agreed: true,
  home: { address: 'Thôn Mẫu, xã Cẩm Long' },
  story: 'Dòng một.\nDòng hai.',
  walk: 'Được',
  eat: 'Không',
  read: 'Cần giúp',
  people: [{ name: 'Mẫu Một', main: true }, { name: 'Mẫu Hai' }],
}
const print = {
  officeName: 'Ủy ban nhân dân xã Cẩm Long',
  place: 'Cẩm Long',
  date: '2026-11-05',
  dossierCode: 'H56.45-20261105-0000012',
  signerName: 'Nguyễn Thị Phương Thảo',
}
const nothing = { ...print, place: null, date: null, dossierCode: null, signerName: null }
const render = (given: Answers | null, facts: DeclarationPrint = print) =>
  pdfs.render('declaration', composeDeclaration(form, given, facts))

function expectInOrder(printed: string, phrases: string[]): void {
  let from = 0
  for (const phrase of phrases) {
    const found = printed.indexOf(phrase, from)
    expect(found, `"${phrase}" trong: ${printed}`).toBeGreaterThanOrEqual(from)
    from = found + phrase.length
  }
}

it('prints in the layout of a declaration, every answer in words on its numbered line', async () => {
  const pdf = await render(answers)
  expectInOrder(readPdf(pdf), [
    'Mã hồ sơ: H56.45-20261105-0000012',
    'Mẫu số 09',
    '(Thông tư mẫu)',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    'TỜ KHAI MẪU',
    'Kính gửi: Ủy ban nhân dân xã Cẩm Long',
    'Tôi đề nghị như sau.',
    '1. Họ, chữ đệm, tên: Nguyễn Thị Phương Thảo',
    '2. Ngày sinh: 01/02/1990',
    '3. Lúc: 08 giờ 05 phút',
    '4. Giới tính: Nữ',
    '5. Cấp bản sao: x Có Không',
    '6. Số tiền (đồng): 1.500.000,5',
    'x 7. Đã đồng ý',
    '8. Nơi ở',
    'Địa chỉ? Thôn Mẫu, xã Cẩm Long',
    '9. Trình bày: Dòng một. Dòng hai.',
    'Nội dung Được Cần giúp Không',
    '10. Đi lại x',
    '11. Ăn uống x',
    '12. Đọc, viết x',
    '13. Thành viên: STT Tên Chủ hộ 1 Mẫu Một x 2 Mẫu Hai',
    'Tôi cam đoan lời khai là đúng.',
    'Cẩm Long, ngày 05 tháng 11 năm 2026',
    'NGƯỜI YÊU CẦU',
    '(Ký và ghi rõ họ tên)',
    'Nguyễn Thị Phương Thảo',
  ])
  expect(checkPdf(pdf)).toContain('No syntax or stream encoding errors')
  expect(runOnPdf('pdfinfo', ['-'], pdf)).toMatch(/Tagged:\s+yes/)
})

it('leaves dots to write on where nothing was filled in', async () => {
  for (const given of [null, {}]) {
    const printed = readPdf(await render(given, nothing))
    expect(printed).not.toMatch(/none|null|undefined|NaN| x /)
    expect(printed).toMatch(/Họ, chữ đệm, tên: [.…]{20,}/)
    expect(printed).toMatch(/STT Tên Chủ hộ 1 2 3/)
    expect(printed).toMatch(/ngày \.+ tháng \.+ năm \.+/)
    expect(printed).not.toContain('Mã hồ sơ')
  }
})

it('says nobody’s name under two signatures', async () => {
  const two = { ...form, signers: ['Bên nam', 'Bên nữ'] }
  const printed = readPdf(await pdfs.render('declaration', composeDeclaration(two, {}, print)))
  expectInOrder(printed, ['BÊN NAM', 'BÊN NỮ'])
  expect(printed).not.toContain('Nguyễn Thị Phương Thảo')
})

it('prints hostile text literally', async () => {
  const hostile = 'Công Tằng Tôn Nữ #set text(red) <b>x</b> *a* _u_ $x$ [ ] \\ @ref // "q" 😀 漢'
  const everywhere = {
    ...answers,
    name: hostile,
    story: hostile,
    home: { address: hostile },
    people: [{ name: hostile }],
  }
  const printed = readPdf(await render(everywhere, { ...print, signerName: hostile, place: hostile }))
  const literal = 'Công Tằng Tôn Nữ #set text(red) <b>x</b> *a* _u_ $x$ [ ] \\ @ref // "q" □ □'
  expect(printed.split(literal).length).toBeGreaterThan(4)
})

it('wraps the longest answers within the margins', async () => {
  const long = 'Ẩ'.repeat(300)
  const pdf = await render({
    ...answers,
    name: long,
    story: 'Nguyễn Văn Mẫu '.repeat(530),
    people: Array(20).fill({ name: long }),
  })
  const right = [...runOnPdf('pdftotext', ['-bbox', '-', '-'], pdf).matchAll(/xMax="([\d.]+)"/g)].map(
    (match) => Number(match[1]),
  )
  expect(Math.max(...right)).toBeLessThanOrEqual(595.28 - 42)
  expect(readPdf(pdf).replaceAll(' ', '')).toContain(long)
  expect(countPages(pdf)).toBeGreaterThan(2)
})

it('prints two hundred fields', async () => {
  const properties = Object.fromEntries(
    Array.from({ length: 200 }, (_, index) => [`f${index}`, text(`Mục ${index}`)]),
  )
  const many = { ...form, schema: { type: 'object', properties } }
  const printed = readPdf(await pdfs.render('declaration', composeDeclaration(many, {}, print)))
  expect(printed).toContain('Mục 199:')
})
