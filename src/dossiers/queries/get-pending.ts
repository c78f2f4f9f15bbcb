import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { requireReception } from '../policy.ts'

const pendingView = z.object({
  id: z.uuid(),
  procedureId: z.uuid(),
  procedureName: z.string(),
  caseCode: z.string(),
  applicant: z.object({
    kind: z.enum(['citizen', 'business', 'organisation']),
    name: z.string(),
    personalId: z.string(),
    birthDate: z.string().nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    address: z.string(),
    phone: z.string(),
    email: z.string(),
  }),
  submitter: z.object({ name: z.string(), personalId: z.string(), phone: z.string() }).nullable(),
  content: z.string(),
  /** Answers of the electronic declaration so far. */
  declaration: z.record(z.string(), z.unknown()).nullable(),
  components: z.array(
    z.object({
      ordinal: z.int(),
      name: z.string(),
      provided: z.boolean(),
      originals: z.int(),
      copies: z.int(),
      note: z.string(),
    }),
  ),
})

type PendingRow = z.output<typeof pendingView> & { fieldCode: string }

/**
 * A dossier that waits for papers before it is received (state 5, without a code), to be received once they are there.
 * Fails with not_found when there is none or it has been received meanwhile.
 */
export const getPending = defineQuery({
  name: 'dossiers.getPending',
  title: 'Mở hồ sơ chờ bổ sung trước khi tiếp nhận',
  audience: ['counter'],
  input: z.strictObject({ id: z.uuid() }),
  output: pendingView,
  async run({ db }, actor, { id }) {
    const found = await sql<PendingRow>`select d.id, d.procedure_id as "procedureId",
        d.procedure_name as "procedureName", d.field_code as "fieldCode", d.case_code as "caseCode", d.content, d.declaration,
        jsonb_build_object('kind', d.applicant_kind, 'name', d.applicant_name, 'personalId', d.personal_id,
          'birthDate', d.birth_date, 'sex', d.sex, 'address', d.address, 'phone', d.phone, 'email', d.email) as applicant,
        case when d.submitter_name <> '' then jsonb_build_object('name', d.submitter_name,
          'personalId', d.submitter_personal_id, 'phone', d.submitter_phone) end as submitter,
        (select coalesce(jsonb_agg(jsonb_build_object('ordinal', c.ordinal, 'name', c.name, 'provided', c.provided,
            'originals', c.originals, 'copies', c.copies, 'note', c.note) order by c.ordinal), '[]'::jsonb)
          from dossier_components c where c.office_id = d.office_id and c.dossier_id = d.id) as components
      from dossiers d
      where d.office_id = ${actor.officeId}::uuid and d.id = ${id}::uuid and d.status = 5 and d.code is null`.execute(
      db,
    )
    const pending = found.rows[0]
    if (!pending) {
      throw new AppError('not_found', {
        detail: 'Hồ sơ chờ bổ sung này đã được tiếp nhận hoặc không còn. Hãy tìm trong danh sách hồ sơ.',
      })
    }
    const { fieldCode, ...view } = pending
    requireReception(actor, fieldCode)
    return view
  },
})
