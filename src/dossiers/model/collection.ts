import { foldVietnamese } from '../../platform/search-text.ts'

/** Days after which a result counts as uncollected where the office has set nothing. */
export const usualUncollectedDays = 7

/** How a result is handed over (phương thức trả kết quả); regardless of where the dossier was filed. */
export const returnMethods = {
  counter: 'Tại quầy',
  post: 'Qua bưu chính công ích',
  online: 'Bản điện tử',
} as const
export type ReturnMethod = keyof typeof returnMethods

/** How a citizen is reminded of a result. */
export const reminderWays = {
  call: 'Gọi điện thoại',
  message: 'Nhắn tin',
  letter: 'Gửi thư nhắc',
  visit: 'Báo qua thôn, tổ dân phố',
} as const
export type ReminderWay = keyof typeof reminderWays

/** Ages by which uncollected results are told apart: from so many days on. */
export const ageGroups = [
  { from: 90, name: 'Từ 90 ngày trở lên' },
  { from: 30, name: 'Từ 30 đến 89 ngày' },
  { from: 15, name: 'Từ 15 đến 29 ngày' },
  { from: 0, name: 'Dưới 15 ngày' },
] as const

/** The group of a result that has waited so many days. */
export function ageGroup(days: number): string {
  return (ageGroups.find(({ from }) => days >= from) ?? ageGroups[3]).name
}

interface Declared {
  applicantName: string
  personalId: string
  submitterName: string
  submitterPersonalId: string
}

/**
 * Whether who comes is the owner or handed the dossier in: by personal id where both are known, by name otherwise.
 * Anybody else needs a paper of authorisation (Bộ luật Dân sự 2015, Điều 138 và 562).
 */
export function isOwnCollector(dossier: Declared, collector: { name: string; personalId: string }): boolean {
  const known = [
    { name: dossier.applicantName, personalId: dossier.personalId },
    { name: dossier.submitterName, personalId: dossier.submitterPersonalId },
  ].filter(({ name }) => name !== '')
  return known.some((person) =>
    person.personalId !== '' && collector.personalId !== ''
      ? person.personalId === collector.personalId
      : foldVietnamese(person.name) === foldVietnamese(collector.name),
  )
}
