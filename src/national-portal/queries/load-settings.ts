import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { defineQuery } from '../../platform/operations.ts'
import { isPractice } from '../../platform/practice.ts'
import { isOpen } from '../model/retry.ts'

/** Settings of an office; null where nobody has set any. */
export async function loadSettings(db: Kysely<DB>, officeId: string) {
  const row = await db
    .selectFrom('portal_settings')
    .selectAll()
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return row ?? null
}

export type SettingsRow = NonNullable<Awaited<ReturnType<typeof loadSettings>>>

/** How talking went so far; null before the first word. */
export async function loadState(db: Kysely<DB>, officeId: string) {
  const row = await db
    .selectFrom('portal_state')
    .selectAll()
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return row ?? null
}

/** Whether the office is connected at all; in a practice office nothing has an effect outside. */
export async function isConnected(db: Kysely<DB>, officeId: string): Promise<boolean> {
  if (isPractice(officeId)) return false
  return (await loadSettings(db, officeId))?.active === true
}

/** Whether news of dossiers concerns the portal: asked for every piece of news, so that most leave no trace. */
export const portalConnected = defineQuery({
  name: 'nationalPortal.isConnected',
  title: 'Xem đơn vị có kết nối Cổng Dịch vụ công quốc gia không',
  audience: [],
  input: z.strictObject({}),
  output: z.object({ connected: z.boolean() }),
  run: async ({ db }, { officeId }) => ({ connected: await isConnected(db, officeId) }),
})

const connectionSchema = z.object({
  baseUrl: z.string(),
  account: z.string(),
  secretSealed: z.string(),
  unitCode: z.string(),
})

/** What the jobs need to talk to the portal, the secret still sealed; null where they shall not talk now. */
export const portalConnection = defineQuery({
  name: 'nationalPortal.connection',
  title: 'Xem cách kết nối Cổng để gửi, nhận',
  audience: [],
  input: z.strictObject({
    /** Also where the connection is off or paused: for trying it. */
    anyway: z.boolean().default(false),
    /** Also while the portal is left alone after failures of sending: for asking it. */
    whileResting: z.boolean().default(false),
  }),
  output: z.object({
    connection: connectionSchema.nullable(),
    /** It answered nothing for a while and is left alone until then. */
    restsUntil: z.date().nullable(),
    /** It is being tried again after failures: one message at a time. */
    isProbing: z.boolean(),
    cursor: z.string(),
    lastSuccessAt: z.date().nullable(),
    lastFailureAt: z.date().nullable(),
    /** What was wrong when it was last asked for news; empty where that went well. */
    lastError: z.string(),
    compareAsked: z.boolean(),
    since: z.string().nullable(),
    takeCodes: z.boolean(),
    codePool: z.int(),
  }),
  async run({ db, now }, { officeId }, { anyway, whileResting }) {
    const [settings, state] = await Promise.all([loadSettings(db, officeId), loadState(db, officeId)])
    const resting = isOpen(state?.open_until ?? null, now)
    const isOn = settings?.active === true && !settings.paused && (whileResting || !resting)
    const mayTalk = settings && !isPractice(officeId) && (anyway || isOn)
    return {
      connection: mayTalk
        ? {
            baseUrl: settings.base_url,
            account: settings.account,
            secretSealed: settings.secret_sealed,
            unitCode: settings.unit_code,
          }
        : null,
      restsUntil: resting ? (state?.open_until ?? null) : null,
      isProbing: (state?.open_until ?? null) !== null,
      cursor: state?.cursor ?? '',
      lastSuccessAt: state?.last_success_at ?? null,
      lastFailureAt: state?.last_failure_at ?? null,
      lastError: state?.failures === 0 ? state.last_error : '',
      compareAsked: (state?.compare_asked_at ?? null) !== null,
      since: settings?.since ?? null,
      takeCodes: settings?.take_codes ?? false,
      codePool: settings?.code_pool ?? 0,
    }
  },
})

export type Connection = z.output<typeof portalConnection.output>
