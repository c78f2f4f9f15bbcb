import { describe, expect, it } from 'vitest'
import type { CitizenCard } from '../../model/citizen-card.ts'
import { receiveInput } from '../../model/inputs.ts'
import {
  applicantFromCard,
  applicantFromEarlier,
  type EarlierApplicant,
  type IntakeFields,
  ownPaper,
  type Preview,
  papersOf,
  papersProblem,
  standingErrors,
  startingFields,
  tick,
  tickRequired,
} from './form-state.ts'
import { receptionInput } from './sent-fields.ts'

const components: Preview['components'] = [
  { name: 'Tờ khai', kind: 'form', kindName: 'Mẫu đơn, tờ khai', quantity: 1, required: true },
  { name: 'Bản sao bằng', kind: 'copy', kindName: 'Bản sao', quantity: 2, required: true },
  { name: 'Căn cước', kind: 'original', kindName: 'Bản chính', quantity: 0, required: true },
  { name: 'Giấy khác', kind: 'original', kindName: 'Bản chính', quantity: 1, required: false },
]
const procedureId = '01980000-0000-7000-8000-000000000009'
const filled = (change: Partial<IntakeFields> = {}): IntakeFields => ({
  ...startingFields(null),
  procedureId,
  papers: papersOf(components, []),
  ...change,
})
const seen = { pendingId: null, ticketId: null, version: 3, form: null, officeName: '', today: '2026-03-24' }
const card: CitizenCard = {
  personalId: '038185000002',
  oldId: null,
  fullName: 'Trần Thị Đào',
  birthDate: '1985-06-05',
  sex: 'female',
  address: 'Thôn 3',
  issueDate: null,
  extra: [],
}
const earlier: EarlierApplicant = {
  dossierId: procedureId,
  receivedAt: '2026-01-05T01:00:00.000Z',
  procedureName: 'Khai sinh',
  kind: 'citizen',
  name: 'TRAN THI DAO',
  personalId: '038185000002',
  birthDate: '1985-06-05',
  sex: 'female',
  address: 'Thôn cũ',
  phone: '0912000002',
  email: 'dao@example.vn',
}

describe('papers', () => {
  it('keep what was ticked and attached under the same name when the list changes, and lose nothing brought', () => {
    const file = { key: 'a', name: 'bằng.png', size: 1, part: 1, stored: null, problem: null }
    const before = tickRequired(filled().papers).map((paper) => ({
      ...paper,
      files: paper.name === 'Căn cước' ? [file] : [],
    }))
    const [form, copy] = components
    if (!form || !copy) throw new Error('a list without papers')
    const changed = papersOf([copy, { ...form, name: 'Tờ khai mới' }], before)
    expect(changed.map(({ name, provided, asked, ordinal }) => [name, provided, asked, ordinal])).toEqual([
      ['Bản sao bằng', true, true, 0],
      ['Tờ khai mới', false, true, 1],
      ['Tờ khai', true, false, 2],
      ['Căn cước', true, false, 3],
    ])
    expect(changed[3]?.files).toEqual([file])
  })

  it('are not ticked beforehand, and all required ones at once in the quantity asked for', () => {
    expect(filled().papers.some(({ provided }) => provided)).toBe(false)
    expect(
      tickRequired(filled().papers).map(({ provided, originals, copies }) => [provided, originals, copies]),
    ).toEqual([
      [true, 1, 0],
      [true, 0, 2],
      [true, 0, 0],
      [false, 0, 0],
    ])
  })

  it('keep the numbers an officer typed', () => {
    const [first] = filled().papers
    if (!first) throw new Error('no paper')
    expect(tick({ ...first, originals: 3 }, true)).toMatchObject({ provided: true, originals: 3 })
    expect(tick({ ...first, originals: 3, provided: true }, false)).toMatchObject({
      provided: false,
      originals: 3,
    })
  })

  it('hold the form back while a file is on its way, refused, or a paper has no name', () => {
    const withFile = (file: object) => {
      const sending = { key: 'a', name: 'a.pdf', size: 1, part: 0.5, stored: null, problem: null }
      return papersProblem(filled().papers.map((paper) => ({ ...paper, files: [{ ...sending, ...file }] })))
    }
    expect(withFile({})).toContain('đang được tải')
    expect(withFile({ problem: 'Tệp hỏng.' })).toContain('chưa tải lên được')
    expect(withFile({ stored: { id: 'x', name: 'a.pdf', size: 1, mediaType: 'application/pdf' } })).toBeNull()
    expect(papersProblem([ownPaper(4)])).toContain('Hãy ghi tên')
  })

  it('follow the list without a gap when one of the citizen’s own was taken out', () => {
    const papers = [...filled().papers, { ...ownPaper(5), name: 'Đơn viết tay' }]
    const sent = receptionInput(filled({ papers }), seen).components
    expect(sent.at(-1)).toMatchObject({ ordinal: 4, name: 'Đơn viết tay', provided: true })
  })
})

describe('the applicant', () => {
  it('is filled by the card, and then by an earlier dossier only where the card is silent', () => {
    const fields = filled({ applicant: applicantFromCard(filled().applicant, card), fromCard: true })
    expect(fields.applicant).toMatchObject({ name: 'Trần Thị Đào', birthDate: '05/06/1985', sex: 'female' })
    expect(applicantFromEarlier(fields, earlier)).toMatchObject({
      name: 'Trần Thị Đào',
      address: 'Thôn 3',
      phone: '0912000002',
      email: 'dao@example.vn',
    })
    expect(applicantFromEarlier(filled(), earlier).name).toBe('TRAN THI DAO')
  })
})

describe('what is sent', () => {
  it('is what the command takes', () => {
    const applicant = { ...applicantFromCard(filled().applicant, card), birthDate: '5/6/1985' }
    const body = receptionInput(filled({ applicant, papers: tickRequired(filled().papers) }), seen)
    expect(receiveInput.parse(body)).toMatchObject({ applicant: { birthDate: '1985-06-05' }, setCount: 1 })
  })

  it.each(['31/02/2020', '01/01/-001', 'hôm qua', '01/01/0001'])(
    'leaves the refusal of %j to the server',
    (birthDate) => {
      const applicant = { ...applicantFromCard(filled().applicant, card), birthDate }
      const parsed = receiveInput.safeParse(receptionInput(filled({ applicant }), seen))
      const paths = new Set(parsed.error?.issues.map(({ path }) => path.join('.')))
      expect([...paths]).toEqual(['applicant.birthDate'])
    },
  )
})

describe('messages of a refusal', () => {
  it('stand at a field until it is changed', () => {
    const refused = filled()
    const messages = { 'applicant.name': 'Hãy nhập.', 'components.0.provided': 'Thiếu.', procedureId: 'Sai.' }
    expect(standingErrors(messages, refused, refused)).toEqual(messages)
    const now = filled({
      applicant: { ...refused.applicant, name: 'Đào' },
      papers: tickRequired(refused.papers),
    })
    expect(standingErrors(messages, refused, now)).toEqual({ procedureId: 'Sai.' })
  })
})
