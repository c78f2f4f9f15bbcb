import { describe, expect, it } from 'vitest'
import { type SetupFacts, setupState } from './setup.ts'

const facts: SetupFacts = {
  today: '2026-03-24',
  office: { phone: '0237 000 0000', email: 'ubnd@mau.invalid' },
  units: 4,
  members: 12,
  withoutUnit: [],
  hasHours: true,
  unconfirmedHolidays: 0,
  fields: [{ name: 'Đất đai', received: true, desks: ['Quầy 1'] }],
  desks: [{ name: 'Quầy 1', people: ['Người Mẫu'] }],
  duties: 12,
  withoutDesk: [],
  withoutSubstitute: [],
  gaps: [],
}
const step = (changed: Partial<SetupFacts>, name: string) =>
  setupState({ ...facts, ...changed }).find((each) => each.name === name)

describe('the set-up of the desk', () => {
  it('is done when nothing is missing', () => {
    expect(setupState(facts).filter((each) => !each.done)).toEqual([])
  })

  it('says what an inspection would find, step by step', () => {
    expect(step({ units: 0 }, 'units')?.missing).toEqual(['Chưa có phòng, ban nào.'])
    expect(step({ members: 1 }, 'units')?.done).toBe(false)
    expect(step({ hasHours: false }, 'hours')?.missing[0]).toContain('Chưa đặt giờ làm việc')
    const outside = [...facts.fields, { name: 'Việc làm', received: false, desks: [] }]
    expect(step({ fields: outside }, 'fields')?.missing).toEqual([
      '1 lĩnh vực không tiếp nhận tại bộ phận một cửa (Việc làm).',
    ])
    // A field that is received elsewhere needs no desk.
    expect(step({ fields: outside }, 'desks')?.done).toBe(true)
    expect(step({ desks: [] }, 'desks')?.missing).toEqual(['Chưa bố trí quầy tiếp nhận.'])
    const bare = [...facts.fields, { name: 'Việc làm', received: true, desks: [] }]
    expect(step({ fields: bare }, 'desks')?.missing).toEqual([
      '1 lĩnh vực chưa bố trí ở quầy nào (Việc làm).',
    ])
  })

  it('tells gaps of today by number and later ones by day', () => {
    const gap = { fieldCode: 'dat-dai', fieldName: 'Đất đai', until: null }
    const gaps = [
      { ...gap, role: 'counter', from: '2026-03-24' },
      { ...gap, role: 'specialist', from: '2026-05-01' },
    ]
    const roster = step({ gaps }, 'roster')
    expect(roster?.missing).toEqual([
      '1 lĩnh vực chưa có người giữ vai trò Tiếp nhận và trả kết quả.',
      'Từ 01/05/2026 không còn ai giữ vai trò Công chức chuyên môn ở lĩnh vực: Đất đai.',
    ])
    expect(step({ gaps }, 'papers')?.state).toContain('bản dự thảo')
  })

  it('advises without calling a step unfinished, and names the bases that nobody has read in the original', () => {
    expect(step({ withoutDesk: ['Người Mẫu'], withoutSubstitute: ['Người Mẫu'] }, 'roster')).toMatchObject({
      done: true,
      advice: ['Chưa ghi quầy cho Người Mẫu.', 'Chưa có người thay thế cho Người Mẫu.'],
    })
    expect(step({}, 'papers')?.advice).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Hãy đối chiếu căn cứ này .*150\/2025\/NĐ-CP/)]),
    )
  })
})
