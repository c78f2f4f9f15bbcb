import type { LocalDate } from '../../../calendar/model/local-time.ts'
import type { WorkingInterval } from '../../../calendar/model/working-calendar.ts'
import type { CoverGap } from '../roster.ts'

/** Everything the two papers of the one-stop unit are composed from, as of a day. */
export interface DeskPaperSource {
  day: LocalDate
  office: { name: string; placeName: string; receptionName: string; address: string; phone: string }
  /** Seven days, Monday first; empty while the office has set no hours. */
  week: readonly (readonly WorkingInterval[])[]
  fields: readonly { name: string; received: boolean; reason: string; desks: readonly string[] }[]
  desks: readonly { code: string; name: string; place: string }[]
  entries: readonly RosterEntry[]
  /** Of the day itself. */
  gaps: readonly CoverGap[]
  /** The chairperson, as far as the roster tells; null where it does not. */
  chairperson: string | null
}

/** One entry of the roster in force on the day. */
export interface RosterEntry {
  staffId: string
  fullName: string
  postTitle: string
  role: string
  /** Null: all fields. */
  fieldName: string | null
  deskName: string | null
  substituteName: string | null
  startsOn: LocalDate
  endsOn: LocalDate | null
}

/** 'UBND xã Mẫu' → 'Ủy ban nhân dân xã Mẫu'. */
export function agencyName(name: string): string {
  return name.replace(/^UBND\s+/i, 'Ủy ban nhân dân ').trim()
}

/** 'UBND xã Mẫu' → 'xã Mẫu'; a name of another kind stays whole. */
export function placeOf(name: string): string {
  return agencyName(name).replace(/^Ủy ban nhân dân\s+/i, '')
}
