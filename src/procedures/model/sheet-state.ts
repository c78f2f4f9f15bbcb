import { formatDate } from '../../calendar/model/clock-time.ts'
import { differencesInWords, type PostedVersion } from './posted-parts.ts'

/** A printed sheet that has not been taken down, with the version that stands on it. */
export interface Sheet {
  id: string
  place: string
  version: number
  /** Null where the version is no longer one that may be posted. */
  content: PostedVersion | null
  isHung: boolean
}

/** What is posted of the procedure today; null when it may not hang at all. */
export interface PostedNow {
  content: PostedVersion
  /** Legal texts that it rests on and that have expired. */
  expired: readonly { legalText: string; since: string }[]
}

/** `remove`: must come down; `outdated`: print again; `review`: the procedure itself has to be put right first. */
export type SheetState = 'current' | 'printed' | 'outdated' | 'review' | 'remove'

export const sheetStateNames: Readonly<Record<SheetState | 'missing', string>> = {
  missing: 'Chưa có phiếu',
  printed: 'Đã in, chưa treo',
  current: 'Đang treo, đúng bản',
  outdated: 'Bản cũ, phải in lại',
  review: 'Phải rà soát thủ tục',
  remove: 'Phải gỡ xuống',
}

/**
 * Whether a sheet still says what holds, and why not. A version that changed nothing of what is posted (only the internal
 * process) leaves its sheets good. A sheet comes down on the day its procedure is closed (NĐ 63/2010/NĐ-CP; TT
 * 02/2017/TT-VPCP).
 */
export function sheetState(sheet: Sheet, now: PostedNow | null): { state: SheetState; reasons: string[] } {
  if (now === null) return { state: 'remove', reasons: ['Thủ tục không còn được niêm yết.'] }
  const changed = sheet.content === null ? [] : differencesInWords(sheet.content, now.content)
  if (sheet.version !== now.content.version && (sheet.content === null || changed.length > 0)) {
    const parts = changed.map(({ title }) => title.toLowerCase())
    const what = parts.length > 0 ? `Đã đổi: ${parts.join(', ')}` : 'Nội dung đã đổi'
    return { state: 'outdated', reasons: [`${what}, từ ${formatDate(now.content.validFrom)}.`] }
  }
  if (now.expired.length > 0) {
    const reasons = now.expired.map(
      ({ legalText, since }) => `Căn cứ ${legalText} hết hiệu lực từ ${formatDate(since)}.`,
    )
    return { state: 'review', reasons }
  }
  return { state: sheet.isHung ? 'current' : 'printed', reasons: [] }
}

/** Whether a procedure needs a sheet printed: it has none, or only such as no longer say what holds. */
export function needsPrint(states: readonly SheetState[]): boolean {
  return states.length === 0 || states.includes('outdated')
}
