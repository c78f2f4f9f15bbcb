import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import { demoAgencyCode } from '../../procedures/examples.ts'
import { feeSummary, timeLimitText } from '../../procedures/model/summaries.ts'
import { postedOn } from '../../procedures/queries/posted-versions.ts'
import { findPostingOffice, officeParameter } from '../../procedures/queries/posting-office.ts'
import { type FilingSettings, isOffered, isOpenOn, usualSettings } from '../model/settings.ts'

/** What the office has set of its channel, or the usual: closed. */
export async function filingSettings(db: Kysely<DB>, officeId: string): Promise<FilingSettings> {
  const found = await sql<FilingSettings>`
    select is_open as "isOpen", reason, note, opens_on as "opensOn", closes_on as "closesOn", guests,
      procedure_ids as "procedureIds", file_megabytes as "fileMegabytes", files_each as "filesEach",
      portal_url as "portalUrl", revision
    from filing_settings where office_id = ${officeId}::uuid`.execute(db)
  return found.rows[0] ?? usualSettings
}

const settingsSchema = z.object({
  isOpen: z.boolean(),
  reason: z.enum(['', 'law', 'outage', 'other']),
  note: z.string(),
  opensOn: z.string().nullable(),
  closesOn: z.string().nullable(),
  guests: z.boolean(),
  procedureIds: z.array(z.string()).nullable(),
  fileMegabytes: z.int(),
  filesEach: z.int(),
  portalUrl: z.string(),
  revision: z.int(),
})

/** The settings as the administrator sees them, with every procedure posted today to choose from. */
export const getFilingSettings = defineQuery({
  name: 'filing.getSettings',
  title: 'Xem thiết lập nộp hồ sơ trực tuyến tại đơn vị',
  audience: ['admin'],
  door: { method: 'GET', path: '/filing/settings' },
  input: z.strictObject({}),
  output: z.object({
    settings: settingsSchema,
    isOpenToday: z.boolean(),
    procedures: z.array(
      z.object({ id: z.uuid(), name: z.string(), fieldName: z.string(), isOnline: z.boolean() }),
    ),
  }),
  example: {},
  async run({ db, now }, { officeId }) {
    const day = localDate(now)
    const [settings, posted] = await Promise.all([
      filingSettings(db, officeId),
      postedOn(db, officeId, { day }),
    ])
    return {
      settings: settingsSchema.parse(settings),
      isOpenToday: isOpenOn(settings, day),
      procedures: posted.map(({ procedureId: id, name, fieldName, posting }) => {
        const onlineLevel = posting.onlineLevel ?? null
        return { id, name, fieldName, isOnline: isOffered({ procedureIds: null }, { id, onlineLevel }) }
      }),
    }
  },
})

/** The office that an address names, or the only one. Fails with not_found. */
async function officeNamed({ db }: Reader, { office }: { office?: string | undefined }): Promise<string> {
  return (await findPostingOffice(db, office)).officeId
}

/** Whether citizens may file here today, what the office says about it, and which of the named procedures may be filed. */
export const filingChannel = defineQuery({
  name: 'filing.channel',
  title: 'Xem đơn vị có nhận hồ sơ trực tuyến hay không',
  audience: 'public',
  door: { method: 'GET', path: '/filing/channel' },
  locate: officeNamed,
  input: z.strictObject({
    office: officeParameter,
    /** Which procedures it is about; all of them where left out. */
    procedureIds: z.array(z.uuid()).max(100).optional(),
  }),
  output: z.object({
    isOpen: z.boolean(),
    note: z.string(),
    closesOn: z.string().nullable(),
    portalUrl: z.string(),
    offered: z.array(
      z.object({ id: z.uuid(), name: z.string(), timeLimitText: z.string(), feeSummary: z.string() }),
    ),
  }),
  example: { office: demoAgencyCode },
  async run({ db, now }, { officeId }, { procedureIds }) {
    const day = localDate(now)
    const settings = await filingSettings(db, officeId)
    const isOpen = isOpenOn(settings, day)
    const { note, closesOn, portalUrl } = settings
    const posted = isOpen ? await postedOn(db, officeId, { day, procedureIds }) : []
    const offered = posted
      .filter(({ procedureId: id, posting }) =>
        isOffered(settings, { id, onlineLevel: posting.onlineLevel ?? null }),
      )
      .map(({ procedureId: id, name, timeLimit, fees }) => {
        return { id, name, timeLimitText: timeLimitText(timeLimit), feeSummary: feeSummary(fees) }
      })
      .toSorted((a, b) => a.name.localeCompare(b.name, 'vi'))
    return { isOpen, note: isOpen ? note : '', closesOn, portalUrl, offered }
  },
})
