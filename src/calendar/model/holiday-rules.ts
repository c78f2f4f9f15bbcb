/** The law on public holidays as dated data: what is fixed, and what was announced year by year. */
import type { LocalDate } from './local-time.ts'

/**
 * How sure a row is. `law`: the date stands in the law. `announced`: decided for that year by the Government.
 * `computed`: follows from the lunar calendar. `unconfirmed`: our default, to be checked by the office.
 */
export type Confidence = 'law' | 'announced' | 'computed' | 'unconfirmed'

const LABOUR_CODE = 'Bộ luật Lao động 2019, Điều 112 khoản 1'

/** Working on a weekly rest day is made up for on the next working day. */
export const COMPENSATION_BASIS = 'Bộ luật Lao động 2019, Điều 111 khoản 3'
export const SWAP_BASIS = 'Thông báo hoán đổi ngày làm việc của cơ quan có thẩm quyền'

/** The Labour Code of 2019, on which all rules below rest, applies from this year on. */
export const FIRST_YEAR = 2021
export const LAST_YEAR = 2099

/** Holidays on the same day of every year; `validFrom` is the first date on which one is kept. */
export const FIXED_HOLIDAYS: readonly {
  monthDay: string
  name: string
  legalBasis: string
  validFrom: LocalDate
}[] = [
  { monthDay: '01-01', name: 'Tết Dương lịch', legalBasis: `${LABOUR_CODE} điểm a`, validFrom: '2021-01-01' },
  {
    monthDay: '04-30',
    name: 'Ngày Chiến thắng',
    legalBasis: `${LABOUR_CODE} điểm c`,
    validFrom: '2021-01-01',
  },
  {
    monthDay: '05-01',
    name: 'Ngày Quốc tế lao động',
    legalBasis: `${LABOUR_CODE} điểm d`,
    validFrom: '2021-01-01',
  },
  { monthDay: '09-02', name: 'Quốc khánh', legalBasis: `${LABOUR_CODE} điểm đ`, validFrom: '2021-01-01' },
  {
    monthDay: '11-24',
    name: 'Ngày Văn hóa Việt Nam',
    legalBasis: 'Nghị quyết 28/2026/QH16',
    validFrom: '2026-07-01',
  },
]

/** Giỗ Tổ Hùng Vương: the 10th of the third lunar month. */
export const HUNG_KINGS_DAY = {
  month: 3,
  day: 10,
  name: 'Giỗ Tổ Hùng Vương',
  legalBasis: `${LABOUR_CODE} điểm e`,
}

/** Tết Âm lịch: five days round the first day of the lunar year; the split is announced every year. */
export const TET = {
  name: 'Tết Âm lịch',
  days: 5,
  legalBasis: `${LABOUR_CODE} điểm b`,
  /** Year → days before the first of the lunar year. */
  announcedDaysBefore: { 2021: 2, 2022: 1, 2023: 2, 2024: 2, 2025: 2, 2026: 1 } as Readonly<
    Record<number, number>
  >,
  /** Monday first. A Tuesday takes one day before, so that the week is whole; other years took two. */
  usualDaysBefore: [2, 1, 2, 2, 2, 2, 2] as readonly number[],
}

/** Quốc khánh: 02/9 and one day beside it, announced every year. */
export const NATIONAL_DAY_SECOND = {
  name: 'Quốc khánh (ngày liền kề)',
  legalBasis: `${LABOUR_CODE} điểm đ`,
  announced: {
    2021: '09-03',
    2022: '09-01',
    2023: '09-01',
    2024: '09-03',
    2025: '09-01',
    2026: '09-01',
  } as Readonly<Record<number, string>>,
  /** Weekday of 02/9, Monday first: the side that makes the longer rest. */
  usual: ['09-03', '09-01', '09-01', '09-03', '09-01', '09-01', '09-03'] as readonly string[],
}

/** Weekdays off in exchange for a Saturday worked, as announced for civil servants. */
export const SWAPS: readonly {
  dayOff: LocalDate
  worked: LocalDate
  occasion: string
  confidence: Confidence
}[] = [
  { dayOff: '2024-04-29', worked: '2024-05-04', occasion: 'dịp 30/4 và 01/5', confidence: 'announced' },
  { dayOff: '2025-05-02', worked: '2025-04-26', occasion: 'dịp 30/4 và 01/5', confidence: 'announced' },
  { dayOff: '2026-01-02', worked: '2026-01-10', occasion: 'dịp Tết Dương lịch', confidence: 'announced' },
  { dayOff: '2026-08-31', worked: '2026-08-22', occasion: 'dịp Quốc khánh', confidence: 'unconfirmed' },
]
