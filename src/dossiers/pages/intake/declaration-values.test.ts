import { describe, expect, it } from 'vitest'
import { checkFormDefinition } from '../../../procedures/model/check-form.ts'
import { declarationFields } from '../../../procedures/model/declaration-fields.ts'
import { formDefinitionSchema } from '../../../procedures/model/form.ts'
import type { CitizenCard } from '../../model/citizen-card.ts'
import { knownFacts } from '../../model/known-facts.ts'
import {
  answersToSend,
  cardFields,
  cardValues,
  isAsked,
  shownValues,
  typedAnswers,
} from './declaration-values.ts'
import { startingFields } from './form-state.ts'

const text = (title: string, more: object = {}) => ({ type: 'string', title, ...more })
const form = formDefinitionSchema.parse({
  title: 'TỜ KHAI',
  schema: {
    type: 'object',
    required: ['requester'],
    properties: {
      requester: text('Người yêu cầu', { 'x-fill': 'applicant.name' }),
      birthYear: text('Năm sinh', { format: 'year', 'x-fill': 'applicant.birthDate' }),
      married: { type: 'boolean', title: 'Đã kết hôn' },
      spouse: {
        type: 'object',
        title: 'Vợ hoặc chồng',
        'x-when': { field: 'married', equals: true },
        properties: {
          name: text('Họ tên', { 'x-fill': 'card.name' }),
          birthDate: text('Ngày sinh', { format: 'date', 'x-fill': 'card.birthDate' }),
          note: text('Ghi chú'),
        },
      },
      witness: {
        type: 'object',
        title: 'Người làm chứng',
        properties: { name: text('Họ tên', { 'x-fill': 'card.name' }) },
      },
      children: {
        type: 'array',
        title: 'Con',
        items: {
          type: 'object',
          properties: { name: text('Họ tên'), born: text('Ngày sinh', { format: 'date' }) },
        },
      },
    },
  },
})
const people = startingFields(null)
const applicant = { ...people.applicant, name: 'Nguyễn Văn Mẫu', birthDate: '02/01/1990' }
const known = knownFacts({ applicant, submitter: null }, { today: '2026-03-24', officeName: 'UBND xã Mẫu' })
const card: CitizenCard = {
  personalId: '038185000002',
  oldId: null,
  fullName: 'Trần Thị Ví Dụ',
  birthDate: '1985-06-05',
  sex: 'female',
  address: 'Thôn 3',
  issueDate: null,
  extra: [],
}
const field = (name: string) => declarationFields(form).find((each) => each.name === name)

it('is a form', () => {
  expect(checkFormDefinition(form)).toEqual([])
})

describe('what the fields show', () => {
  it('is what is known, until something else is typed, also nothing', () => {
    expect(shownValues(form, known, {})).toEqual({ requester: 'Nguyễn Văn Mẫu', birthYear: '1990' })
    expect(shownValues(form, known, { requester: '', birthYear: '1991' })).toEqual({
      requester: '',
      birthYear: '1991',
    })
  })

  it('comes back from answers as it was typed, rows of tables too', () => {
    const typed = {
      requester: 'A',
      married: 'on',
      'spouse.birthDate': '05/06/1985',
      'children.0.name': 'B',
      'children.1.born': '01/02/2020',
    }
    const answers = answersToSend(form, typed)
    expect(answers).toMatchObject({ married: true, children: [{ name: 'B' }, { born: '01/02/2020' }] })
    const stored = {
      ...answers,
      spouse: { birthDate: '1985-06-05' },
      children: [{ name: 'B' }, { born: '2020-02-01' }],
    }
    expect(typedAnswers(form, stored)).toEqual(typed)
  })
})

describe('a condition', () => {
  it('hides a section and keeps what was typed in it from being sent', () => {
    const typed = { requester: 'A', 'spouse.name': 'C' }
    const section = field('spouse')
    if (!section) throw new Error('no section')
    expect(isAsked(section, typed)).toBe(false)
    expect(answersToSend(form, typed)).toEqual({ requester: 'A' })
    expect(answersToSend(form, { ...typed, married: 'on' })).toEqual({
      requester: 'A',
      married: true,
      spouse: { name: 'C' },
    })
  })
})

describe('a scanned card', () => {
  it('fills the fields of its person that take one, and nobody else’s', () => {
    expect(cardFields(form, 'spouse.name')).toEqual(['spouse.name', 'spouse.birthDate'])
    expect(cardFields(form, 'witness.name')).toEqual(['witness.name'])
    expect(cardFields(form, 'requester')).toEqual([])
    expect(cardValues(form, 'spouse.name', card)).toEqual({
      'spouse.name': 'Trần Thị Ví Dụ',
      'spouse.birthDate': '05/06/1985',
    })
  })
})
