import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { certificateEnds } from '../model/certificate-ends.ts'
import {
  authority,
  type Certificate,
  keyUsage,
  readCertificates,
  readName,
} from '../model/cms/certificate.ts'
import { comparableAgency } from '../model/expected-signer.ts'
import { factsOf } from '../model/verify-signature.ts'

/** Văn thư keeps the register; an administrator helps where there is none. */
export const registrars = ['clerk', 'admin'] as const

/**
 * Ghi chứng thư số vào sổ, of an officer or of the office. Everything but holder and device is read from the certificate.
 * Fails with invalid_input: a private key, no or several certificates, an authority's, one that has run out or does not
 * name its holder, one that is in the register already.
 */
export const registerCertificate = defineCommand({
  name: 'signing.registerCertificate',
  title: 'Ghi chứng thư số vào sổ',
  audience: registrars,
  input: z.strictObject({
    /** Null: the office's own. */
    memberId: z.uuid().nullable(),
    pem: z.string().max(100_000, { error: 'Nội dung quá dài: mỗi lần một chứng thư.' }),
    /** Kind and number of the device that holds the key. */
    device: z.string().trim().max(200).default(''),
  }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { memberId, pem, device }) {
    const certificate = readOne(pem)
    requireUsable(certificate, tx.now)
    const holder = await nameOfHolder(tx, actor, memberId)
    requireNamed(certificate, { holder, isOffice: memberId === null })
    const facts = factsOf(certificate)
    const id = uuid()
    const added = await tx.db
      .insertInto('certificates')
      .values({
        office_id: actor.officeId,
        id,
        member_id: memberId,
        certificate: certificate.raw,
        fingerprint: facts.fingerprint,
        subject: facts.name,
        issuer: facts.issuer,
        serial: facts.serial,
        valid_from: new Date(certificate.notBefore),
        valid_to: new Date(certificate.notAfter),
        device,
        registered_at: tx.now,
        registered_by: actor.id,
      })
      .onConflict((on) => on.columns(['office_id', 'fingerprint']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) throw wrong('Chứng thư này đã có trong sổ.')
    const { fingerprint, serial } = facts
    return {
      output: { id },
      audit: [
        { subjectType: 'certificate', subjectId: id, facts: { memberId, fingerprint, serial, device } },
      ],
    }
  },
})

/** Ghi chứng thư không còn dùng: nothing signed with it is taken any more; the row stays. */
export const endCertificate = defineCommand({
  name: 'signing.endCertificate',
  title: 'Ghi chứng thư số bị thu hồi, mất, không dùng nữa',
  audience: registrars,
  input: z.strictObject({
    id: z.uuid(),
    as: z.enum(
      Object.keys(certificateEnds) as [keyof typeof certificateEnds, ...(keyof typeof certificateEnds)[]],
    ),
    reason: z.string().trim().min(5, { error: 'Hãy ghi lý do (ít nhất 5 ký tự).' }).max(500),
  }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { id, as, reason }) {
    const row = await tx.db
      .updateTable('certificates')
      .set({ ended_at: tx.now, ended_by: actor.id, ended_as: as, ended_reason: reason })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .returning('fingerprint')
      .executeTakeFirst()
    if (!row)
      throw new AppError('not_found', { detail: 'Không có chứng thư này hoặc đã ghi không dùng nữa.' })
    return {
      output: { id },
      audit: [{ subjectType: 'certificate', subjectId: id, facts: { ended: as, reason, ...row } }],
    }
  },
})

const wrong = (words: string) => new AppError('invalid_input', { fields: { pem: words } })

function readOne(pem: string): Certificate {
  if (/PRIVATE KEY/.test(pem)) {
    throw wrong(
      'Tệp này có khóa bí mật, không được đưa lên đây. Hãy xuất riêng chứng thư (.cer, .crt, .pem).',
    )
  }
  const all = pem.includes('BEGIN CERTIFICATE') ? readCertificates(Buffer.from(pem, 'latin1')) : []
  const own = all.filter((each) => !authority(each).isAuthority)
  const [first] = own
  if (!first) {
    throw wrong(
      all.length > 0
        ? 'Tệp này chỉ có chứng thư của nơi cấp. Hãy chọn chứng thư của người hoặc cơ quan.'
        : 'Không thấy chứng thư nào. Hãy chọn tệp .cer, .crt hoặc .pem.',
    )
  }
  if (own.length > 1) throw wrong('Tệp này có nhiều chứng thư. Hãy đưa lên từng chứng thư một.')
  return first
}

function requireUsable(certificate: Certificate, now: Date): void {
  const usage = keyUsage(certificate)
  if (usage && !usage.sign && !usage.commit) throw wrong('Chứng thư này không được cấp để ký.')
  if (certificate.notAfter < now.getTime()) throw wrong('Chứng thư này đã hết hạn.')
}

async function nameOfHolder(tx: Tx, { officeId }: Actor, memberId: string | null): Promise<string> {
  const row =
    memberId === null
      ? await tx.db.selectFrom('offices').select('name').where('office_id', '=', officeId).executeTakeFirst()
      : await tx.db
          .selectFrom('staff_members')
          .select('full_name as name')
          .where('office_id', '=', officeId)
          .where('id', '=', memberId)
          .where('active', '=', true)
          .executeTakeFirst()
  if (!row) throw new AppError('invalid_input', { fields: { memberId: 'Hãy chọn người giữ chứng thư.' } })
  return row.name
}

/** A person by the whole name; an office by a name that contains its own. Marks and case do not count. */
function requireNamed(
  certificate: Certificate,
  { holder, isOffice }: { holder: string; isOffice: boolean },
): void {
  const { commonName } = readName(certificate.subject)
  const [named, wanted] = [comparableAgency(commonName), comparableAgency(holder)]
  const isTheirs = isOffice ? ` ${named} `.includes(` ${wanted} `) : named === wanted
  if (!isTheirs) throw wrong(`Chứng thư này cấp cho “${commonName}”, không phải ${holder}.`)
}
