import type { Kysely } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery } from '../../platform/operations.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { feeSummary, timeLimitText } from '../../procedures/model/summaries.ts'
import { procedureCaseSchema } from '../../procedures/model.ts'
import { postedOn } from '../../procedures/queries/posted-versions.ts'
import { officeOfProcedure } from '../../procedures/queries/print-form.ts'
import { whyNotReceived } from '../../staff/queries/field-reception.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { isOffered, isOpenOn } from '../model/settings.ts'
import { filingSettings } from './filing-settings.ts'

/** Why a procedure cannot be filed here today. */
export type NotFiledHere = 'closed' | 'not_offered' | 'not_received'

/**
 * Whether citizens may file a procedure here today, and why not. Only what is posted, in force and confirmed counts. Fails
 * with not_found for anything else.
 */
export async function filingOf(
  db: Kysely<DB>,
  officeId: string,
  { procedureId, now }: { procedureId: string; now: Date },
) {
  const day = localDate(now)
  const [settings, [posted], elsewhere] = await Promise.all([
    filingSettings(db, officeId),
    postedOn(db, officeId, { day, procedureIds: [procedureId] }),
    whyNotReceived(db, officeId, { procedureId, onDate: day }),
  ])
  if (!posted) {
    throw new AppError('not_found', {
      detail: 'Thủ tục này không còn hiệu lực hoặc chưa được niêm yết. Hãy hỏi bộ phận một cửa.',
    })
  }
  const offered = isOffered(settings, { id: procedureId, onlineLevel: posted.posting.onlineLevel ?? null })
  const obstacle: NotFiledHere | null = !isOpenOn(settings, day)
    ? 'closed'
    : !offered
      ? 'not_offered'
      : elsewhere
        ? 'not_received'
        : null
  return { settings, posted, obstacle }
}

/** What a citizen wants to know before they begin: papers, fee, time, and whether it is filed here. */
export const filingStart = defineQuery({
  name: 'filing.start',
  title: 'Xem cần chuẩn bị gì để nộp hồ sơ trực tuyến',
  audience: 'public',
  door: { method: 'GET', path: '/filing/procedures/{procedureId}' },
  limit: { kind: 'lookup', subject: ({ procedureId }) => procedureId },
  locate: officeOfProcedure,
  input: z.strictObject({ procedureId: z.uuid() }),
  output: z.object({
    procedureId: z.uuid(),
    officeId: z.uuid(),
    key: z.string(),
    name: z.string(),
    fieldName: z.string(),
    cases: z.array(procedureCaseSchema),
    formTitle: z.string(),
    timeLimitText: z.string(),
    feeSummary: z.string(),
    result: z.string(),
    office: z.object({ name: z.string(), receptionName: z.string(), address: z.string(), phone: z.string() }),
    obstacle: z.enum(['closed', 'not_offered', 'not_received']).nullable(),
    note: z.string(),
    guests: z.boolean(),
    portalUrl: z.string(),
    fileMegabytes: z.int(),
  }),
  example: { procedureId: demoSlowProcedureId },
  async run({ db, now }, { officeId }: Actor, { procedureId }) {
    const [{ settings, posted, obstacle }, office] = await Promise.all([
      filingOf(db, officeId, { procedureId, now }),
      officeFacts(db, officeId),
    ])
    const { key, name, fieldName, cases, form, timeLimit, fees, result } = posted
    const { note, guests, portalUrl, fileMegabytes } = settings
    return {
      procedureId,
      officeId,
      key,
      name,
      fieldName,
      cases,
      formTitle: form?.title ?? '',
      timeLimitText: timeLimitText(timeLimit),
      feeSummary: feeSummary(fees),
      result,
      office: {
        name: office.name,
        receptionName: office.receptionName,
        address: office.address,
        phone: office.phone,
      },
      obstacle,
      note: obstacle === 'closed' ? '' : note,
      guests,
      portalUrl,
      fileMegabytes,
    }
  },
})
