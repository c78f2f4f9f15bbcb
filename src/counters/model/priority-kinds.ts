import type { LocalDate } from '../../calendar/model/local-time.ts'

/** A kind of people who are served before others (đối tượng ưu tiên), with the days on which the law says so. */
interface PriorityKind {
  code: string
  /** As the kiosk says it; `{age}` is the office's age of the elderly. */
  words: string
  basis: string
  validFrom: LocalDate
  validTo: LocalDate | null
}

const kinds: readonly PriorityKind[] = [
  {
    code: 'elderly',
    words: 'Người từ {age} tuổi trở lên',
    basis: 'Luật Người cao tuổi số 39/2009/QH12, Điều 2',
    validFrom: '2010-07-01',
    validTo: null,
  },
  {
    code: 'disabled',
    words: 'Người khuyết tật',
    basis: 'Luật Người khuyết tật số 51/2010/QH12',
    validFrom: '2011-01-01',
    validTo: null,
  },
  {
    code: 'pregnant',
    words: 'Phụ nữ mang thai, người bế con nhỏ',
    basis: 'Quy chế hoạt động của bộ phận một cửa',
    validFrom: '2018-06-21',
    validTo: null,
  },
  {
    code: 'merit',
    words: 'Người có công với cách mạng',
    basis: 'Pháp lệnh số 02/2020/UBTVQH14',
    validFrom: '2021-07-01',
    validTo: null,
  },
]

/** Who made an appointment and is on time is called as those with priority are. */
export const appointmentPriority = { code: 'appointment', name: 'Có hẹn đúng giờ' } as const

/** Kinds that count on a day, in the words that people read. */
export function priorityKindsOn(day: LocalDate, elderlyAge: number): { code: string; name: string }[] {
  return kinds
    .filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo >= day))
    .map(({ code, words }) => ({ code, name: words.replace('{age}', String(elderlyAge)) }))
}
