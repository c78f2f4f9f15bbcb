import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Fee } from '../model.ts'
import { parseCatalogue, readShippedCatalogue } from './catalogue.ts'
import { compareRecords } from './catalogue-difference.ts'
import { startingSteps } from './default-process.ts'
import { describeChanges } from './describe-changes.ts'
import { listChanges } from './list-changes.ts'
import { confidenceAfter, prepareChange } from './prepare-change.ts'
import { type CatalogueRecord, feeSchema, procedureRecordSchema } from './record-schema.ts'
import { type VersionContent, versionContentSchema } from './version-content.ts'

let records: CatalogueRecord[]
let contents: VersionContent[]
beforeAll(async () => {
  records = parseCatalogue(await readShippedCatalogue()).records.map((record) =>
    procedureRecordSchema.parse(record),
  )
  contents = records.map((record) =>
    versionContentSchema.parse({
      name: record.name,
      timeLimit: record.timeLimit,
      cases: record.cases,
      fees: record.fees,
      result: record.result,
      legalBasis: record.legalBasis,
      decision: record.decision,
      notes: record.notes,
      agencies: record.agencies,
      posting: record.posting,
      form: record.form,
      steps: startingSteps(record.timeLimit).map(({ name, role, minutes }) => ({ name, role, minutes })),
    }),
  )
})

describe('two versions in words', () => {
  it('say nothing where they are the same, and something in every part that differs', () => {
    for (const content of contents) expect(describeChanges(content, structuredClone(content))).toEqual([])
    fc.assert(
      fc.property(fc.nat(contents.length - 1), fc.nat(contents.length - 1), (a, b) => {
        const [before, after] = [contents[a], contents[b]]
        if (!before || !after) return
        const changes = describeChanges(before, after)
        expect(a === b ? changes.length : changes.length > 0).toBe(a === b ? 0 : true)
        for (const { name, lines } of changes) {
          expect(name.length).toBeGreaterThan(0)
          expect(lines.length).toBeGreaterThan(0)
          for (const { before: was, after: is } of lines) expect(was).not.toBe(is)
        }
      }),
    )
  })

  it('tell what was added, taken out, changed and put into another order', () => {
    const tell = (before: string[], after: string[]) =>
      listChanges(before, after, { key: (text) => text, called: () => 'Dòng', words: (text) => text })
    expect(tell(['a', 'b'], ['a', 'b', 'c'])).toEqual([{ what: 'Dòng', before: null, after: 'c' }])
    expect(tell(['a', 'b'], ['b'])).toEqual([{ what: 'Dòng', before: 'a', after: null }])
    expect(tell(['a', 'b'], ['a', 'x'])).toEqual([{ what: 'Dòng', before: 'b', after: 'x' }])
    expect(tell(['a', 'b'], ['b', 'a'])).toEqual([{ what: 'Thứ tự', before: 'a → b', after: 'b → a' }])
  })

  it('tell a fee with and without a figure, and a paper with its quantities', () => {
    const [content] = contents
    if (!content) throw new Error('an empty catalogue')
    const fee = { name: 'Lệ phí', amountVnd: null, unit: 'lần', basis: '12/2026/NQ-HĐND' }
    const paper = {
      name: 'Đơn',
      kind: 'form' as const,
      quantity: 0,
      copies: 2,
      required: false,
      mustScan: true,
    }
    const before = { ...content, fees: [fee], cases: [{ code: 'chung', name: 'Chung', components: [] }] }
    const after = {
      ...before,
      fees: [{ ...fee, amountVnd: 8000 }],
      cases: [{ code: 'chung', name: 'Chung', components: [paper] }],
    }
    const lines = describeChanges(before, after).flatMap((each) => each.lines)
    expect(lines).toEqual([
      {
        what: 'Giấy tờ “Đơn”',
        before: null,
        after: 'Đơn · Mẫu đơn, tờ khai · xuất trình và nộp 2 bản sao · khi có · phải quét',
      },
      {
        what: 'Lệ phí',
        before: 'Lệ phí · Theo nghị quyết HĐND cấp tỉnh · 12/2026/NQ-HĐND',
        after: 'Lệ phí · 8.000 đ/lần · 12/2026/NQ-HĐND',
      },
    ])
  })
})

describe('all that a fee says', () => {
  const plain: Fee = { name: 'Lệ phí hộ tịch', amountVnd: 15_000, unit: 'lần', basis: '1/2026/NQ-HĐND' }
  const parts: [Partial<Fee>, string][] = [
    [{ kind: 'fee' }, 'thuộc phí'],
    [{ channel: 'online' }, '15.000 đ/lần khi nộp trực tuyến'],
    [{ channel: 'desk' }, '15.000 đ/lần khi nộp trực tiếp'],
    [{ discount: { channel: 'online', percent: 50 } }, '15.000 đ/lần, giảm 50% khi nộp trực tuyến'],
    [{ budgetItem: '2771' }, 'tiểu mục 2771'],
    [{ rule: { kind: 'copy' } }, 'tính mỗi bản'],
    [
      {
        exemptions: [
          { name: 'hộ nghèo', paper: 'giấy chứng nhận' },
          { name: 'người khuyết tật', paper: '' },
        ],
      },
      'miễn cho: hộ nghèo (giấy chứng nhận); người khuyết tật',
    ],
  ]

  it.each(parts)('%j is told when it changes, here and when a catalogue is compared', (part, words) => {
    const [content] = contents
    const [record] = records
    if (!content || !record) throw new Error('an empty catalogue')
    const [before, after] = [
      { ...content, fees: [plain] },
      { ...content, fees: [{ ...plain, ...part }] },
    ]
    const [line, ...others] = describeChanges(before, after).flatMap((each) => each.lines)
    expect(others).toEqual([])
    expect(line).toMatchObject({ what: plain.name, after: expect.stringContaining(words) })
    expect(line?.before).not.toContain(words)
    const compared = compareRecords({ ...record, fees: before.fees }, { ...record, fees: after.fees })
    expect(compared.flatMap(({ added }) => added).join('\n')).toContain(words)
  })

  it('is refused where it says two things at once', () => {
    const [content] = contents
    if (!content) throw new Error('an empty catalogue')
    const problems = (part: Partial<Fee>) =>
      Object.keys(prepareChange(content, { fees: [{ ...plain, ...part }] }).problems)
    expect(problems({ rule: { kind: 'page', from: 3, to: 2 } })).toEqual(['change.fees.0.rule.to'])
    expect(problems({ channel: 'desk', discount: { channel: 'online', percent: 5 } })).toEqual([
      'change.fees.0.discount.percent',
    ])
    const twice = { name: 'Hộ nghèo', paper: '' }
    expect(problems({ exemptions: [twice, { ...twice, name: ' hộ  nghèo' }] })).toEqual([
      'change.fees.0.exemptions.1.name',
    ])
    expect(problems({ rule: { kind: 'page', from: 3, to: 3 }, channel: 'online' })).toEqual([])
  })

  it.each<Record<string, unknown>>([
    { kind: 'tax' },
    { channel: 'post' },
    { discount: { channel: 'online', percent: 0 } },
    { discount: { channel: 'online', percent: 101 } },
    { discount: { channel: 'online', percent: 33.3 } },
    { discount: { channel: 'desk', percent: 10 } },
    { budgetItem: '277' },
    { budgetItem: 2771 },
    { exemptions: [] },
    { exemptions: [{ name: ' ', paper: 'x' }] },
    { rule: { kind: 'copy', per: 'copy' } },
    { rule: { kind: 'hour' } },
    { vat: 8 },
  ])('%j is no part of a fee', (part) => {
    expect(feeSchema.safeParse(plain).success).toBe(true)
    expect(feeSchema.safeParse({ ...plain, ...part }).success).toBe(false)
  })
})

describe('a change set against its version', () => {
  it('looks only at the parts that changed', () => {
    const [content] = contents
    if (!content) throw new Error('an empty catalogue')
    const old = { ...content, fees: [{ name: 'Phí cũ', amountVnd: 5, unit: 'lần', basis: '' }] }
    expect(prepareChange(old, { result: 'Khác' }).problems).toEqual({})
    expect(prepareChange(old, { fees: [...old.fees, ...old.fees] }).problems).toHaveProperty([
      'change.fees.0.basis',
    ])
  })

  it('of what a decision fixes is no longer confirmed; what was never shown stays hidden', () => {
    const verified = { confidence: 'verified' as const, verifiedFields: ['name', 'fees'] }
    expect(confidenceAfter(verified, ['fees'])).toMatchObject({
      confidence: 'known',
      verifiedFields: ['name'],
    })
    expect(confidenceAfter(verified, ['steps', 'form', 'posting', 'notes'])).toMatchObject({
      ...verified,
      stillConfirmed: true,
    })
    expect(confidenceAfter({ confidence: 'check', verifiedFields: [] }, ['name']).confidence).toBe('check')
  })
})
