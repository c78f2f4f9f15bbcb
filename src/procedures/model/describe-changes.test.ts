import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseCatalogue, readShippedCatalogue } from './catalogue.ts'
import { startingSteps } from './default-process.ts'
import { describeChanges } from './describe-changes.ts'
import { listChanges } from './list-changes.ts'
import { confidenceAfter, prepareChange } from './prepare-change.ts'
import { type VersionContent, versionContentSchema } from './version-content.ts'

let contents: VersionContent[]
beforeAll(async () => {
  const { records } = parseCatalogue(await readShippedCatalogue())
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
