import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineQuery, holds } from '../../platform/operations.ts'
import { fingerprintsOf } from '../../signing/queries/certificates.ts'
import { findOpenRequest } from '../../signing/queries/open-request.ts'
import { type ResultPurpose, resultPurposes, resultRevision } from '../model/signed-result.ts'

/** Who signs a result: leaders what they approved, văn thư for the office. */
export const resultSigners = ['leader', 'clerk'] as const

interface Issued {
  dossierId: string
  code: string
  title: string
  number: string
  issuedOn: string | null
  signerId: string | null
  signer: string
  office: string
  /** Content that is signed next. */
  sha256: string
  purpose: ResultPurpose
}

/** Issued results that are not signed by both yet, of one dossier or of all that were not handed over. */
async function unsigned(db: Kysely<DB>, actor: Actor, dossierId: string | null): Promise<Issued[]> {
  const isClerk = holds(actor, ['clerk'])
  const which =
    dossierId === null
      ? sql`d.returned_at is null and r.letter is not null
          and case when r.signer_file_id is null then r.approved_by = ${actor.id}::uuid else ${isClerk} end`
      : sql`r.dossier_id = ${dossierId}::uuid`
  const found = await sql<Issued>`
    select r.dossier_id as "dossierId", coalesce(d.code, '') as code, r.title, r.issued_on::text as "issuedOn",
      lpad(r.number::text, 2, '0') || '/' || r.symbol as number, r.approved_by as "signerId",
      coalesce(s.full_name, '') as signer, o.name as office, f.sha256,
      case when r.signer_file_id is null then 'result_signature' else 'result_seal' end as purpose
    from dossier_results r
    join dossiers d on d.office_id = r.office_id and d.id = r.dossier_id
    join offices o on o.office_id = r.office_id
    join files f on f.office_id = r.office_id and f.id = coalesce(r.signer_file_id, r.electronic_file_id)
    left join staff_members s on s.office_id = r.office_id and s.id = r.approved_by
    where r.office_id = ${actor.officeId}::uuid and r.state = 'issued' and r.signed_file_id is null and ${which}
    order by r.issued_at, r.dossier_id limit 100`.execute(db)
  return found.rows
}

/**
 * The result of a dossier that the reader may sign now: who approved it first, then văn thư for the office. Fails with
 * not_allowed where it is not theirs, is signed by both, or has no electronic file yet.
 */
export const resultToSign = defineQuery({
  name: 'dossiers.resultToSign',
  title: 'Xem kết quả giải quyết chờ ký số',
  audience: resultSigners,
  input: z.strictObject({ dossierId: z.uuid() }),
  output: z.object({
    purpose: z.enum(resultPurposes),
    holder: z.object({
      kind: z.enum(['member', 'office']),
      name: z.string(),
      inUse: z.array(z.string()),
      ended: z.array(z.string()),
    }),
    memberId: z.uuid().nullable(),
    signerName: z.string(),
    title: z.string(),
    sha256: z.string(),
    given: z.object({ id: z.uuid(), sha256: z.string() }).nullable(),
  }),
  async run({ db }, actor, { dossierId }) {
    const [found] = await unsigned(db, actor, dossierId)
    const isSeal = found?.purpose === 'result_seal'
    const isTheirs = found && (isSeal ? holds(actor, ['clerk']) : found.signerId === actor.id)
    if (!isTheirs) {
      throw new AppError('not_allowed', {
        detail:
          'Kết quả này không chờ bạn ký số: chưa phát hành, chưa lập xong bản điện tử, đã ký, hoặc do người khác ký. Hãy tải lại trang.',
      })
    }
    const target = { purpose: found.purpose, id: dossierId, revision: resultRevision }
    const memberId = isSeal ? null : found.signerId
    const [given, registered] = await Promise.all([
      findOpenRequest(db, actor.officeId, target),
      fingerprintsOf(db, actor.officeId, memberId),
    ])
    const who = isSeal
      ? { kind: 'office' as const, name: found.office }
      : { kind: 'member' as const, name: found.signer }
    return {
      purpose: found.purpose,
      holder: { ...who, ...registered },
      memberId,
      signerName: found.signer,
      title: `${found.number}, ${found.title}, hồ sơ ${found.code}`,
      sha256: found.sha256,
      given,
    }
  },
})

/** Kết quả chờ ký số: letters made in the program whose paper was not handed over yet. */
export const resultsForToken = defineQuery({
  name: 'dossiers.resultsForToken',
  title: 'Xem kết quả giải quyết chờ mình ký số',
  audience: resultSigners,
  door: { method: 'GET', path: '/results-to-sign' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        holder: z.enum(['own', 'office']),
        code: z.string(),
        number: z.string(),
        title: z.string(),
        issuedOn: z.string().nullable(),
      }),
    ),
  }),
  async run({ db }, actor) {
    const rows = await unsigned(db, actor, null)
    return {
      items: rows.map(({ dossierId, purpose, code, number, title, issuedOn }) => ({
        id: dossierId,
        holder: purpose === 'result_signature' ? ('own' as const) : ('office' as const),
        code,
        number,
        title,
        issuedOn,
      })),
    }
  },
})
