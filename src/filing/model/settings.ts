import { z } from 'zod'
import { localDateSchema } from '../../calendar/model/local-time.ts'

/** Why an office takes filings on pages of its own beside the national portal. */
export const openingReasons = {
  law: 'Theo quy định của pháp luật hoặc chỉ đạo của cấp trên',
  outage: 'Cổng Dịch vụ công quốc gia gặp sự cố',
  other: 'Lý do khác',
} as const

const whole = (least: number, most: number) => {
  const message = `Hãy nhập số nguyên từ ${least} đến ${most}.`
  return z.coerce.number({ error: message }).int(message).min(least, message).max(most, message)
}

const day = z.union([z.literal('').transform(() => null), localDateSchema, z.null()])

/** What the administrator sets of the channel. */
export const settingsFields = {
  isOpen: z.boolean(),
  reason: z.enum(['', 'law', 'outage', 'other']),
  /** What citizens read above the choice of procedures. */
  note: z.string().trim().max(1000, 'Tối đa 1000 ký tự.').default(''),
  opensOn: day.default(null),
  /** Last day of the opening. */
  closesOn: day.default(null),
  /** Whether whoever only confirmed an address may file. */
  guests: z.boolean(),
  /** Null: what the catalogue calls an online service, toàn trình or một phần. */
  procedureIds: z.array(z.uuid()).max(500).nullable().default(null),
  fileMegabytes: whole(1, 50),
  filesEach: whole(1, 50),
  portalUrl: z.url({ protocol: /^https$/, error: 'Hãy nhập địa chỉ dạng https://…' }).max(200),
}

export interface FilingSettings {
  isOpen: boolean
  reason: keyof typeof openingReasons | ''
  note: string
  opensOn: string | null
  closesOn: string | null
  guests: boolean
  procedureIds: readonly string[] | null
  fileMegabytes: number
  filesEach: number
  portalUrl: string
  revision: number
}

/**
 * Where an office has set nothing: closed, for since 01/7/2025 citizens file on the national portal (NĐ 118/2025/NĐ-CP). The
 * portal's address and the sizes are settings.
 */
export const usualSettings: FilingSettings = {
  isOpen: false,
  reason: '',
  note: '',
  opensOn: null,
  closesOn: null,
  guests: true,
  procedureIds: null,
  fileMegabytes: 50,
  filesEach: 30,
  portalUrl: 'https://dichvucong.gov.vn',
  revision: 0,
}

/** Whether citizens may file on these pages on a day. */
export function isOpenOn(settings: FilingSettings, day: string): boolean {
  const { isOpen, opensOn, closesOn } = settings
  return isOpen && (opensOn === null || opensOn <= day) && (closesOn === null || closesOn >= day)
}

/** Whether a procedure is among those that may be filed here. */
export function isOffered(
  settings: Pick<FilingSettings, 'procedureIds'>,
  procedure: { id: string; onlineLevel: string | null },
): boolean {
  return settings.procedureIds === null
    ? procedure.onlineLevel === 'full' || procedure.onlineLevel === 'partial'
    : settings.procedureIds.includes(procedure.id)
}
