import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPdfRenderer, type PdfRenderer } from '../../platform/pdf.ts'
import { countPages, readPdf } from '../../testing/read-pdf.ts'
import { sampleAnswers } from '../factory.ts'
import { parseCatalogue, readShippedCatalogue } from './catalogue.ts'
import { checkDeclaration } from './check-declaration.ts'
import { checkFormDefinition } from './check-form.ts'
import { declarationFields } from './declaration-fields.ts'
import { composeDeclaration } from './declaration-paper.ts'
import type { FormDefinition } from './form.ts'
import { fillSources } from './form-schema.ts'

const { records, problems } = parseCatalogue(await readShippedCatalogue())
const forms = new Map<string, FormDefinition>()
for (const { form } of records) if (form) forms.set(form.title, form)
const each = [...forms]

const blank = {
  officeName: 'Ủy ban nhân dân xã Cẩm Long',
  place: null,
  date: null,
  dossierCode: null,
  signerName: null,
}

describe('the shipped forms', () => {
  it('are all sound', () => {
    expect(problems).toEqual([])
    for (const [title, form] of each) expect(checkFormDefinition(form), title).toEqual([])
    expect(forms.size).toBeGreaterThanOrEqual(27)
  })

  it('let a dossier of every field be declared electronically', () => {
    const fields = new Set(records.map((record) => record.field))
    for (const { field, form } of records) if (form) fields.delete(field)
    expect([...fields]).toEqual([])
  })

  it('leave no procedure that asks for a form without one', () => {
    const without = records.filter(
      ({ form, cases }) => !form && cases.some((one) => one.components.some(({ kind }) => kind === 'form')),
    )
    expect(without.map((record) => record.name)).toEqual([])
  })

  it.each([
    ['1.001193', 'TỜ KHAI ĐĂNG KÝ KHAI SINH'],
    ['1.000894', 'TỜ KHAI ĐĂNG KÝ KẾT HÔN'],
    ['1.014027', 'VĂN BẢN ĐỀ NGHỊ HƯỞNG TRỢ CẤP HƯU TRÍ XÃ HỘI'],
    ['1.004194', 'TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ'],
    ['1.001612', 'GIẤY ĐỀ NGHỊ ĐĂNG KÝ HỘ KINH DOANH'],
    ['1.013225', 'ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG'],
    ['1.013228', 'ĐƠN ĐỀ NGHỊ'],
  ])('%s asks for “%s”', (key, title) => {
    expect(records.find((record) => record.key === key)?.form?.title).toBe(title)
  })

  it('are filled from what the desk knows by name only', () => {
    const used = each.flatMap(([, form]) =>
      declarationFields(form).map((field) => ('fill' in field ? field.fill : null)),
    )
    expect(used.filter(Boolean).length).toBeGreaterThan(80)
    for (const fill of used) if (fill) expect(Object.keys(fillSources)).toContain(fill)
  })
})

describe.each(each)('%s', (_, form) => {
  let pdfs: PdfRenderer
  beforeAll(() => {
    pdfs = createPdfRenderer({ templatesDir: 'templates', clock: () => new Date('2026-11-05T01:00:00Z') })
  })
  afterAll(() => pdfs.close())

  it('takes sample answers, whichever way its choices go', () => {
    for (const choice of [0, 1, 2, 3]) {
      const answers = sampleAnswers(form, choice)
      expect(checkDeclaration(form, answers)).toEqual({ answers, problems: {}, warnings: {} })
    }
  })

  it('prints on at most three pages, empty and filled in, with every label', async () => {
    const empty = await pdfs.render('declaration', composeDeclaration(form, null, blank))
    expect(countPages(empty)).toBeLessThanOrEqual(3)
    const printed = readPdf(empty).replaceAll(/\s/g, '')
    for (const { label } of declarationFields(form)) expect(printed).toContain(label.replaceAll(/\s/g, ''))
    const filled = { ...blank, place: 'Cẩm Long', date: '2026-11-05', signerName: 'Nguyễn Văn Mẫu' }
    const full = await pdfs.render('declaration', composeDeclaration(form, sampleAnswers(form), filled))
    expect(countPages(full)).toBeLessThanOrEqual(3)
    expect(readPdf(full)).toMatch(/Nguyễn Thị Mẫu Ngọc|Nội dung mẫu/)
  })
})
