import { sql } from 'kysely'
import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { isOpen } from '../model/retry.ts'
import { loadSettings, loadState } from './load-settings.ts'

const shown = z.object({
  revision: z.int(),
  active: z.boolean(),
  paused: z.boolean(),
  baseUrl: z.string(),
  account: z.string(),
  hasSecret: z.boolean(),
  unitCode: z.string(),
  takeCodes: z.boolean(),
  codePool: z.int(),
  lastSuccessAt: z.date().nullable(),
  lastFetchedAt: z.date().nullable(),
  lastFailureAt: z.date().nullable(),
  lastError: z.string(),
  /** Left alone until then, because it did not answer. */
  restsUntil: z.date().nullable(),
  waiting: z.int(),
  waitingSince: z.date().nullable(),
  failed: z.int(),
  arriving: z.int(),
})
export type ShownSettings = z.output<typeof shown>

interface Counts {
  waiting: number
  waitingSince: Date | null
  failed: number
  arriving: number
}

/** How the office is connected and how it goes. Of the secret only whether there is one. */
export const getPortalSettings = defineQuery({
  name: 'nationalPortal.getSettings',
  title: 'Xem kết nối Cổng Dịch vụ công quốc gia',
  audience: ['admin'],
  door: { method: 'GET', path: '/national-portal' },
  input: z.strictObject({}),
  output: shown,
  example: {},
  async run({ db, now }, { officeId }) {
    const [settings, state, office, counted] = await Promise.all([
      loadSettings(db, officeId),
      loadState(db, officeId),
      db.selectFrom('offices').select('agency_code').where('office_id', '=', officeId).executeTakeFirst(),
      sql<Counts>`select
        (select count(*)::int from portal_messages where office_id = ${officeId}::uuid and state in ('waiting', 'sending')) as waiting,
        (select min(queued_at) from portal_messages where office_id = ${officeId}::uuid and state in ('waiting', 'sending')) as "waitingSince",
        (select count(*)::int from portal_messages where office_id = ${officeId}::uuid and state = 'failed')
          + (select count(*)::int from portal_arrivals where office_id = ${officeId}::uuid and state = 'failed') as failed,
        (select count(*)::int from portal_arrivals where office_id = ${officeId}::uuid and state = 'waiting') as arriving`.execute(
        db,
      ),
    ])
    const counts = counted.rows[0] ?? { waiting: 0, waitingSince: null, failed: 0, arriving: 0 }
    const resting = isOpen(state?.open_until ?? null, now)
    return {
      revision: settings?.revision ?? 0,
      active: settings?.active ?? false,
      paused: settings?.paused ?? false,
      baseUrl: settings?.base_url ?? '',
      account: settings?.account ?? '',
      hasSecret: (settings?.secret_sealed ?? '') !== '',
      unitCode: settings?.unit_code ?? office?.agency_code ?? '',
      takeCodes: settings?.take_codes ?? false,
      codePool: settings?.code_pool ?? 30,
      lastSuccessAt: state?.last_success_at ?? null,
      lastFetchedAt: state?.last_fetched_at ?? null,
      lastFailureAt: state?.last_failure_at ?? null,
      lastError: state?.last_error ?? '',
      restsUntil: resting ? (state?.open_until ?? null) : null,
      ...counts,
    }
  },
})
