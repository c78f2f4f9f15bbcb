import type { Kysely } from 'kysely'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { composeCertificateRequest, type RequestedPerson } from '../model/certificate-request.ts'
import { leadersWithout } from './certificates.ts'

/**
 * Dự thảo văn bản đề nghị, with which the editor of outgoing documents begins: certificates for the leaders who have none, or
 * the revocation of one that ended in the register. Fails with not_found where there is nothing to ask for.
 */
export const draftCertificateRequest = defineQuery({
  name: 'signing.draftCertificateRequest',
  title: 'Soạn văn bản đề nghị cấp, thu hồi chứng thư số',
  audience: ['clerk', 'admin', 'leader'],
  input: z.strictObject({
    /** The certificate that is to be revoked; null: certificates are asked for. */
    revokedId: z.uuid().nullable(),
  }),
  output: z.object({ subject: z.string(), addressees: z.string(), body: z.string(), recipients: z.string() }),
  async run({ db, now }, { officeId }, { revokedId }) {
    const [office, people] = await Promise.all([
      officeFacts(db, officeId),
      revokedId === null ? leadersWithout(db, officeId, now) : endedCertificate(db, officeId, revokedId),
    ])
    if (people.length === 0) throw new AppError('not_found')
    const kind = revokedId === null ? 'issue' : 'revoke'
    return composeCertificateRequest(kind, { office: office.name, people, day: localDate(now) })
  },
})

async function endedCertificate(db: Kysely<DB>, officeId: string, id: string): Promise<RequestedPerson[]> {
  const found = await db
    .selectFrom('certificates as c')
    .leftJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'c.office_id').onRef('s.id', '=', 'c.member_id'),
    )
    .select(['c.subject', 'c.serial', 'c.ended_reason', 's.full_name', 's.post_title'])
    .where('c.office_id', '=', officeId)
    .where('c.id', '=', id)
    .where('c.ended_at', 'is not', null)
    .execute()
  return found.map(({ subject, serial, ended_reason, full_name, post_title }) => ({
    name: full_name ?? subject,
    post: post_title ?? '',
    serial,
    reason: ended_reason,
  }))
}
