import { beforeAll, describe, expect, it } from 'vitest'
import { parseCatalogue, readShippedCatalogue } from '../../model/catalogue.ts'
import { startingSteps } from '../../model/default-process.ts'
import { type VersionContent, versionContentSchema } from '../../model/version-content.ts'
import type { Fee } from '../../model.ts'
import { editedParts, reduceDraft, startDraft, writtenChange } from './draft-state.ts'
import { newFee, writtenFee } from './fee-draft.ts'
import { fromSource, newForm, sourceOf } from './form-draft.ts'
import { numberOf, numberText } from './typed-text.ts'

let contents: VersionContent[]
beforeAll(async () => {
  const { records } = parseCatalogue(await readShippedCatalogue())
  contents = records.map(({ timeLimit, ...record }) =>
    versionContentSchema.parse({
      ...Object.fromEntries(Object.entries(record).filter(([key]) => key in versionContentSchema.shape)),
      timeLimit,
      steps: startingSteps(timeLimit).map(({ name, role, minutes }) => ({ name, role, minutes })),
      posting: {
        sequence: ['Nộp\nhồ sơ'],
        methods: [{ channel: 'post' }, { channel: 'direct' }],
        subjects: [],
      },
    }),
  )
})

const first = () => {
  const [content] = contents
  if (!content) throw new Error('an empty catalogue')
  return content
}

describe('a draft', () => {
  it('of a procedure that nobody touched changes nothing', () => {
    for (const content of contents) {
      expect(editedParts(startDraft({ version: 1, content })), content.name).toEqual([])
    }
  })

  it('sends only what changed, and gives a new case a code from its name', () => {
    const state = startDraft({ version: 1, content: first() })
    const fresh = { id: 'x', code: '', name: 'Người Việt ở nước ngoài', components: [] }
    const edited = reduceDraft(state, { type: 'edit', part: { cases: [...state.draft.cases, fresh, fresh] } })
    expect(editedParts(edited)).toEqual(['cases'])
    const { change } = writtenChange(edited)
    expect(Object.keys(change)).toEqual(['cases'])
    expect((change.cases as { code: string }[]).map(({ code }) => code)).toEqual([
      'chung',
      'nguoi-viet-o-nuoc-ngoai',
      'nguoi-viet-o-nuoc-ngoai-2',
    ])
  })

  it('keeps all that a fee says while one of its figures is edited', () => {
    const fees: Fee[] = [
      {
        name: 'Phí',
        amountVnd: 2000,
        unit: 'trang',
        basis: 'A',
        rule: { kind: 'page', from: 3, to: null },
        kind: 'charge',
        discount: { channel: 'online', percent: 50 },
        budgetItem: '0771',
        exemptions: [{ name: 'hộ nghèo | cận nghèo', paper: 'giấy' }],
      },
    ]
    const state = startDraft({ version: 1, content: { ...first(), fees } })
    const [fee] = state.draft.fees
    if (!fee) throw new Error('no fee')
    const edited = reduceDraft(state, { type: 'edit', part: { fees: [{ ...fee, amount: '2.500' }] } })
    expect(writtenChange(edited).change).toEqual({ fees: [{ ...fees[0], amountVnd: 2500 }] })
  })

  it('writes a fee as it was typed, and leaves out what is left empty', () => {
    const typed = {
      ...newFee(),
      name: ' Lệ phí ',
      amount: '15.000',
      basis: '1/NQ-HĐND',
      exemptions: ' hộ nghèo | giấy chứng nhận \n\nngười khuyết tật',
    }
    expect(writtenFee(typed)).toEqual({
      name: 'Lệ phí',
      amountVnd: 15_000,
      unit: 'lần',
      basis: '1/NQ-HĐND',
      rule: { kind: 'case' },
      exemptions: [
        { name: 'hộ nghèo', paper: 'giấy chứng nhận' },
        { name: 'người khuyết tật', paper: '' },
      ],
    })
    const rest = {
      rule: 'page',
      from: '3',
      to: '',
      channel: 'online',
      discount: 'nửa',
      budgetItem: ' 277 ',
    } as const
    expect(writtenFee({ ...typed, ...rest, exemptions: ' ' })).toMatchObject({
      rule: { kind: 'page', from: 3, to: null },
      channel: 'online',
      discount: { channel: 'online', percent: 'nửa' },
      budgetItem: '277',
    })
    expect(writtenFee({ ...typed, rule: 'cap' }).rule).toEqual({ kind: 'cap', per: 'copy' })
    expect(writtenFee({ ...typed, rule: '' })).not.toHaveProperty('rule')
  })

  it('written on a version that was replaced keeps what was typed and takes the rest from the new one', () => {
    const content = first()
    const state = reduceDraft(startDraft({ version: 1, content }), {
      type: 'edit',
      part: { notes: 'Của tôi' },
    })
    const newer = {
      version: 2,
      content: { ...content, result: 'Của người khác', notes: 'Cũng của người khác' },
    }
    const rebased = reduceDraft(state, { type: 'rebase', base: newer })
    expect(writtenChange(rebased).change).toEqual({ notes: 'Của tôi' })
    expect(rebased.draft.result).toBe('Của người khác')
  })

  it('discards one section and leaves the others', () => {
    const state = startDraft({ version: 1, content: first() }, ['general', 'limit'])
    const edited = reduceDraft(state, {
      type: 'edit',
      part: { name: 'Tên khác', limitAmount: '9', limitUnit: 'day' },
    })
    const discarded = reduceDraft(edited, { type: 'discard', section: 'general' })
    expect(editedParts(discarded)).toEqual(['timeLimit'])
    expect(discarded.open).toEqual(['limit'])
  })

  it('sends what is no number as it was typed, for the server to refuse', () => {
    expect(['', ' 2.000 ', '2000', '2,5', '-1', '1e9', 'abc'].map(numberOf)).toEqual([
      null,
      2000,
      2000,
      '2,5',
      '-1',
      '1e9',
      'abc',
    ])
    expect([null, 0, 1234567].map(numberText)).toEqual(['', '0', '1.234.567'])
  })
})

describe('the source of a form', () => {
  it('comes back as the list it was made from, and is sent as text while it is open', () => {
    const form = newForm('Tờ khai mẫu')
    const source = sourceOf(form)
    expect(sourceOf(fromSource(source) ?? newForm(''))).toBe(source)
    expect([fromSource('{'), fromSource('[]'), fromSource('1')]).toEqual([null, null, null])
    const state = startDraft({ version: 1, content: first() })
    const edited = reduceDraft(state, { type: 'edit', part: { form: { ...form, source: '{' } } })
    expect(editedParts(edited)).toEqual(['form'])
    expect(writtenChange(edited)).toEqual({ change: {}, formText: '{' })
  })
})
