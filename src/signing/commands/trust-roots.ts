import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type AuditEntry, defineCommand } from '../../platform/operations.ts'
import { type Certificate, readCertificates, readName } from '../model/cms/certificate.ts'
import { rootSets } from '../model/root-sets.ts'

/** PEM of a handful of certificates is some kilobytes. */
const longest = 100_000

/**
 * Thêm chứng thư gốc tin cậy (NĐ 23/2025/NĐ-CP, NĐ 68/2024/NĐ-CP): signatures are judged by these and no others, never by what the machine
 * trusts. `source`: where the file was taken from, for whoever checks its fingerprint.
 */
export const addTrustRoots = defineCommand({
  name: 'signing.addTrustRoots',
  title: 'Thêm chứng thư gốc tin cậy',
  audience: ['admin'],
  input: z.strictObject({
    set: z.enum(Object.keys(rootSets) as [keyof typeof rootSets, ...(keyof typeof rootSets)[]]),
    pem: z.string().max(longest, { error: 'Nội dung quá dài: mỗi lần chỉ thêm vài chứng thư.' }),
    source: z.string().trim().min(5, { error: 'Hãy ghi nơi lấy chứng thư.' }).max(300),
  }),
  output: z.object({ added: z.int(), known: z.int() }),
  async run(tx, actor, { set, pem, source }) {
    const certificates = readCertificates(Buffer.from(pem, 'latin1'))
    if (certificates.length === 0 || !pem.includes('BEGIN CERTIFICATE')) {
      throw new AppError('invalid_input', {
        fields: {
          pem: 'Không thấy chứng thư nào. Hãy dán nguyên văn tệp PEM, kể cả dòng BEGIN CERTIFICATE.',
        },
      })
    }
    const wrong = certificates.find((certificate) => !certificate.issuer.equals(certificate.subject))
    if (wrong) {
      throw new AppError('invalid_input', {
        fields: {
          pem: `“${nameOf(wrong)}” không phải chứng thư gốc (do nơi khác cấp). Chứng thư trung gian nằm sẵn trong chữ ký.`,
        },
      })
    }
    const rows = certificates.map((certificate) => ({
      office_id: actor.officeId,
      id: uuid(),
      set_name: set,
      certificate: Buffer.from(certificate.raw),
      fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
      subject: nameOf(certificate),
      valid_from: new Date(certificate.notBefore),
      valid_to: new Date(certificate.notAfter),
      source,
      added_at: tx.now,
      added_by: actor.id,
    }))
    const added = await tx.db
      .insertInto('trust_roots')
      .values(rows)
      .onConflict((on) =>
        on.columns(['office_id', 'fingerprint']).where('removed_at', 'is', null).doNothing(),
      )
      .returning(['id', 'fingerprint', 'subject'])
      .execute()
    const audit: AuditEntry[] = added.map(({ id, fingerprint, subject }) => ({
      subjectType: 'trust_root',
      subjectId: id,
      facts: { set, fingerprint, subject, source },
    }))
    const summary = { subjectType: 'office', subjectId: actor.officeId, facts: { added: added.length } }
    return { output: { added: added.length, known: rows.length - added.length }, audit: [summary, ...audit] }
  },
})

/** Thôi tin một chứng thư gốc: what it signed is no longer called valid; the row stays with the reason. */
export const removeTrustRoot = defineCommand({
  name: 'signing.removeTrustRoot',
  title: 'Thôi tin cậy một chứng thư gốc',
  audience: ['admin'],
  input: z.strictObject({
    id: z.uuid(),
    reason: z.string().trim().min(5, { error: 'Hãy ghi lý do (ít nhất 5 ký tự).' }).max(500),
  }),
  output: z.object({ id: z.uuid() }),
  async run(tx, actor, { id, reason }) {
    const row = await tx.db
      .updateTable('trust_roots')
      .set({ removed_at: tx.now, removed_by: actor.id, removed_reason: reason })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', id)
      .where('removed_at', 'is', null)
      .returning('fingerprint')
      .executeTakeFirst()
    if (!row) throw new AppError('not_found', { detail: 'Không có chứng thư gốc này hoặc đã thôi tin cậy.' })
    return {
      output: { id },
      audit: [{ subjectType: 'trust_root', subjectId: id, facts: { fingerprint: row.fingerprint, reason } }],
    }
  },
})

function nameOf({ subject }: Certificate): string {
  const { commonName, organisation } = readName(subject)
  return commonName || organisation || 'không có tên'
}
