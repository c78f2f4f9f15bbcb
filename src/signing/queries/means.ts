import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, holds } from '../../platform/operations.ts'
import { type Means, usualMeans } from '../model/means.ts'
import { requireOwner, signingOwners } from '../policy.ts'

const offered = z.object({
  agent: z.boolean(),
  plugIn: z.boolean(),
  remote: z.boolean(),
  upload: z.boolean(),
})

/** Settings of an office; null where nobody has set any. */
export async function loadMeans(db: Kysely<DB>, officeId: string) {
  const row = await db
    .selectFrom('signing_means')
    .selectAll()
    .where('office_id', '=', officeId)
    .executeTakeFirst()
  return row ?? null
}

function offeredBy(row: Awaited<ReturnType<typeof loadMeans>>): Record<Means, boolean> {
  return row
    ? { agent: row.agent, plugIn: row.plug_in, remote: row.remote, upload: row.upload }
    : { ...usualMeans }
}

/** Cách ký số mà đơn vị dùng, và tài khoản ký số từ xa của người xem (văn thư: của cơ quan nữa). */
export const signingMeans = defineQuery({
  name: 'signing.means',
  title: 'Xem các cách ký số của đơn vị và tài khoản ký số từ xa của mình',
  audience: 'staff',
  door: { method: 'GET', path: '/signing-means' },
  input: z.strictObject({}),
  output: z.object({
    offered,
    accounts: z.object({ own: z.string().nullable(), office: z.string().nullable() }),
    keepsSeal: z.boolean(),
  }),
  async run({ db }, actor) {
    const keepsSeal = holds(actor, ['clerk'])
    const [row, own, office] = await Promise.all([
      loadMeans(db, actor.officeId),
      accountOf(db, actor.officeId, actor.id),
      keepsSeal ? accountOf(db, actor.officeId, null) : null,
    ])
    return { offered: offeredBy(row), accounts: { own, office }, keepsSeal }
  },
})

/** Thiết lập cách ký số. Of the secret only whether there is one. */
export const getMeansSetup = defineQuery({
  name: 'signing.meansSetup',
  title: 'Xem thiết lập cách ký số và dịch vụ ký số từ xa',
  audience: ['admin'],
  door: { method: 'GET', path: '/signing-means/setup' },
  input: z.strictObject({}),
  output: offered.extend({
    revision: z.int(),
    baseUrl: z.string(),
    tokenUrl: z.string(),
    clientId: z.string(),
    hasSecret: z.boolean(),
  }),
  async run({ db }, { officeId }) {
    const row = await loadMeans(db, officeId)
    return {
      ...offeredBy(row),
      revision: row?.revision ?? 0,
      baseUrl: row?.base_url ?? '',
      tokenUrl: row?.token_url ?? '',
      clientId: row?.client_id ?? '',
      hasSecret: (row?.secret_sealed ?? '') !== '',
    }
  },
})

/** The way to the service as kept, the secret still sealed: for the program, behind no door. */
export const remoteService = defineQuery({
  name: 'signing.remoteService',
  title: 'Thử kết nối dịch vụ ký số từ xa',
  audience: ['admin'],
  input: z.strictObject({}),
  output: serviceOutput(),
  async run({ db }, { officeId }) {
    return serviceOf(await loadMeans(db, officeId))
  },
})

/** The way to the service and the account there of the reader, or (văn thư) of the office. Fails with wrong_state where one is missing. */
export const remoteAccount = defineQuery({
  name: 'signing.remoteAccount',
  title: 'Ký số từ xa bằng tài khoản của mình hoặc của cơ quan',
  audience: 'staff',
  input: z.strictObject({ owner: z.enum(signingOwners) }),
  output: serviceOutput().extend({ account: z.string() }),
  async run({ db }, actor, { owner }) {
    requireOwner(actor, owner)
    const row = await loadMeans(db, actor.officeId)
    if (!row?.remote) throw new AppError('wrong_state', { detail: 'Đơn vị không dùng ký số từ xa.' })
    const account = await accountOf(db, actor.officeId, owner === 'own' ? actor.id : null)
    if (account === null) {
      const whose = owner === 'own' ? 'của bạn' : 'của cơ quan'
      throw new AppError('wrong_state', {
        detail: `Chưa ghi tài khoản ký số từ xa ${whose}. Hãy ghi tài khoản rồi ký lại.`,
      })
    }
    return { ...serviceOf(row), account }
  },
})

function serviceOutput() {
  return z.object({
    baseUrl: z.string(),
    tokenUrl: z.string(),
    clientId: z.string(),
    secretSealed: z.string(),
  })
}

function serviceOf(row: Awaited<ReturnType<typeof loadMeans>>) {
  return {
    baseUrl: row?.base_url ?? '',
    tokenUrl: row?.token_url ?? '',
    clientId: row?.client_id ?? '',
    secretSealed: row?.secret_sealed ?? '',
  }
}

/** By which name the service knows a member, or (null) the office. */
async function accountOf(db: Kysely<DB>, officeId: string, memberId: string | null): Promise<string | null> {
  const row = await db
    .selectFrom('remote_signing_accounts')
    .select('account')
    .where('office_id', '=', officeId)
    .where('member_id', memberId === null ? 'is' : '=', memberId)
    .executeTakeFirst()
  return row?.account ?? null
}
