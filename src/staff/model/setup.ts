import type { LocalDate } from '../../calendar/model/local-time.ts'
import { roleName } from '../model.ts'
import { basesOn } from './desk-papers/bases.ts'
import { type CoverGap, gapSentences, gapsOn } from './roster.ts'

/** Steps of setting up the one-stop unit (kiện toàn bộ phận một cửa), in their order. */
export const setupSteps = ['office', 'units', 'hours', 'fields', 'desks', 'roster', 'papers'] as const
export type SetupStepName = (typeof setupSteps)[number]

/** What the state of the steps is counted from; `fields` are all of the catalogue. */
export interface SetupFacts {
  today: LocalDate
  office: { phone: string; email: string }
  units: number
  /** Members with an open account, and those of them without a unit. */
  members: number
  withoutUnit: readonly string[]
  hasHours: boolean
  unconfirmedHolidays: number
  fields: readonly { name: string; received: boolean; desks: readonly string[] }[]
  desks: readonly { name: string; people: readonly string[] }[]
  /** Entries of the roster in force that work on dossiers. */
  duties: number
  /** Officers on such an entry without a desk although they receive, or without a substitute. */
  withoutDesk: readonly string[]
  withoutSubstitute: readonly string[]
  /** Today and later. */
  gaps: readonly CoverGap[]
}

/**
 * How far a step is: `missing` is what an inspection would find, `advice` what would be better; a step without anything
 * missing is done.
 */
export interface SetupStep {
  name: SetupStepName
  done: boolean
  /** What is there, in a sentence. */
  state: string
  missing: string[]
  advice: string[]
}

/** The state of every step, from what is in the office today. */
export function setupState(facts: SetupFacts): SetupStep[] {
  return setupSteps.map((name) => {
    const { state, missing = [], advice = [] } = rules[name](facts)
    return { name, done: missing.length === 0, state, missing, advice }
  })
}

interface Finding {
  state: string
  missing?: string[]
  advice?: string[]
}

const when = (holds: boolean, words: string) => (holds ? [words] : [])
const named = (names: readonly string[]) => `${names.slice(0, 6).join(', ')}${names.length > 6 ? ' …' : ''}`

const rules: Record<SetupStepName, (facts: SetupFacts) => Finding> = {
  office: ({ office }) => ({
    state: 'Tên, địa chỉ, mã định danh đã khai khi mở đơn vị.',
    advice: [
      ...when(office.phone === '', 'Chưa có số điện thoại để công dân liên hệ.'),
      ...when(office.email === '', 'Chưa có thư điện tử.'),
    ],
  }),
  units: ({ units, members, withoutUnit }) => ({
    state: `${units} phòng, ban; ${members} cán bộ, công chức.`,
    missing: [
      ...when(units === 0, 'Chưa có phòng, ban nào.'),
      ...when(members < 2, 'Mới có một tài khoản. Hãy thêm cán bộ, công chức.'),
    ],
    advice: when(
      withoutUnit.length > 0,
      `${withoutUnit.length} người chưa xếp phòng, ban (${named(withoutUnit)}).`,
    ),
  }),
  hours: ({ hasHours, unconfirmedHolidays }) => ({
    state: hasHours ? 'Đã có giờ làm việc.' : 'Chưa có giờ làm việc.',
    missing: when(!hasHours, 'Chưa đặt giờ làm việc nên chưa tính được ngày hẹn trả.'),
    advice: when(
      unconfirmedHolidays > 0,
      `${unconfirmedHolidays} ngày nghỉ của năm nay chưa xác nhận theo thông báo chính thức.`,
    ),
  }),
  fields: ({ fields }) => fieldsFinding(fields),
  desks: ({ desks, fields }) => {
    const bare = fields.filter((field) => field.received && field.desks.length === 0)
    const empty = desks.filter((desk) => desk.people.length === 0)
    return {
      state: desks.length === 0 ? 'Chưa có quầy nào.' : `${desks.length} quầy đang dùng.`,
      missing: [
        ...when(desks.length === 0, 'Chưa bố trí quầy tiếp nhận.'),
        ...when(
          desks.length > 0 && bare.length > 0,
          `${bare.length} lĩnh vực chưa bố trí ở quầy nào (${named(bare.map(({ name }) => name))}).`,
        ),
      ],
      advice: when(empty.length > 0, `Hôm nay chưa có ai ngồi ở ${named(empty.map(({ name }) => name))}.`),
    }
  },
  roster: rosterFinding,
  papers: ({ gaps, today }) => ({
    state:
      gapsOn(gaps, today).length === 0
        ? 'Có thể in Quyết định kèm Quy chế và Quyết định phân công để trình ký.'
        : 'Có thể in Quy chế; Quyết định phân công còn là bản dự thảo vì còn chỗ trống.',
    advice: basesOn(today)
      .filter((basis) => basis.confidence === 'check')
      .map((basis) => `Hãy đối chiếu căn cứ này với bản gốc trước khi trình ký: ${basis.text}.`),
  }),
}

function fieldsFinding(fields: SetupFacts['fields']): Finding {
  const outside = fields.filter((field) => !field.received)
  return {
    state: `${fields.length - outside.length} trên ${fields.length} lĩnh vực tiếp nhận tại bộ phận một cửa.`,
    missing: [
      ...when(fields.length === 0, 'Chưa có danh mục thủ tục.'),
      ...when(
        outside.length > 0,
        `${outside.length} lĩnh vực không tiếp nhận tại bộ phận một cửa (${named(outside.map(({ name }) => name))}).`,
      ),
    ],
  }
}

function rosterFinding(facts: SetupFacts): Finding {
  const { duties, gaps, today, withoutDesk, withoutSubstitute } = facts
  const open = gapsOn(gaps, today)
  const later = gaps.filter((gap) => gap.from > today)
  const countOf = (role: string) =>
    new Set(open.filter((gap) => gap.role === role).map((gap) => gap.fieldCode)).size
  return {
    state: `${duties} phân công làm việc với hồ sơ đang có hiệu lực.`,
    missing: [
      ...['counter', 'specialist'].flatMap((role) =>
        when(countOf(role) > 0, `${countOf(role)} lĩnh vực chưa có người giữ vai trò ${roleName(role)}.`),
      ),
      ...gapSentences(later, 6),
    ],
    advice: [
      ...when(withoutDesk.length > 0, `Chưa ghi quầy cho ${named(withoutDesk)}.`),
      ...when(withoutSubstitute.length > 0, `Chưa có người thay thế cho ${named(withoutSubstitute)}.`),
    ],
  }
}
