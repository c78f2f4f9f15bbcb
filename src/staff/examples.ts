/**
 * Fixed ids of the demonstration office, so that the examples in the API document work against it as they stand.
 * Nothing but examples, demonstration data and tests reads them.
 */

/** The demonstration office "UBND xã Cẩm Long". */
export const demoOfficeId = '01980000-0000-7000-8000-000000000001'

/** Sign-in names of the demonstration office, named by role. */
export const demoUsernames = [
  'tiepnhan',
  'tiepnhan2',
  'chuyenmon',
  'tuphap',
  'xahoi',
  'diachinh',
  'vanthu',
  'ketoan',
  'chutich',
  'phochutich',
  'quantri',
  'bientap',
] as const

export type DemoUsername = (typeof demoUsernames)[number]

/** Id of the member of staff with this sign-in name. */
export function demoStaffId(username: DemoUsername): string {
  return numbered('02', demoUsernames.indexOf(username))
}

/** Id of the n-th duty (from 0) of the member of staff with this sign-in name. */
export function demoDutyId(username: DemoUsername, index: number): string {
  return numbered('03', demoUsernames.indexOf(username) * 100 + index)
}

/** Id of the n-th unit (from 0) of the demonstration office. */
export function demoUnitId(index: number): string {
  return numbered('04', index)
}

/** Id of the n-th desk (from 0) of the demonstration office. */
export function demoDeskId(index: number): string {
  return numbered('d1', index)
}

/** An absence of the demonstration office that has not begun. */
export const demoAbsenceId = numbered('d2', 0)

function numbered(kind: string, number: number): string {
  return `01980000-0000-7000-8000-${kind}${String(number + 1).padStart(10, '0')}`
}
