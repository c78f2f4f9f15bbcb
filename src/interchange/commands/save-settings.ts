import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { isSealed } from '../../platform/secret-box.ts'
import { interchangeSettingsSchema } from '../model/agency.ts'
import { readCertificate } from '../model/certificate.ts'
import { loadSettings } from '../queries/load-own.ts'

/**
 * How the office is reached on the axis. The secret comes sealed by the page; one left out stays, but never follows to another
 * address or system id: whoever may type an address must not get it so.
 */
export const saveInterchangeSettings = defineCommand({
  name: 'interchange.saveSettings',
  title: 'Đặt kết nối trục liên thông văn bản',
  audience: ['admin'],
  input: interchangeSettingsSchema,
  output: z.object({ revision: z.int() }),
  async run(tx, { officeId }, input) {
    const before = await loadSettings(tx.db, officeId)
    if ((before?.revision ?? 0) !== input.revision) throw new AppError('stale')
    const isSamePlace = before?.base_url === input.baseUrl && before.system_id === input.systemId
    const secret = input.secretSealed ?? (isSamePlace ? before.secret_sealed : '')
    if (input.active && secret === '')
      throw new AppError('invalid_input', { fields: { secret: 'Hãy nhập khóa bí mật của hệ thống.' } })
    const row = {
      active: input.active,
      organ_id: input.organId,
      base_url: input.baseUrl,
      system_id: input.systemId,
      secret_sealed: secret,
      poll_minutes: input.pollMinutes,
      require_signature: input.requireSignature,
      // Asked at once, so that a new setting is seen to work.
      polled_at: null,
      last_error: '',
    }
    const saved = await tx.db
      .insertInto('interchange_settings')
      .values({ office_id: officeId, ...row, revision: 1 })
      .onConflict((conflict) =>
        conflict
          .column('office_id')
          .doUpdateSet({ ...row, revision: input.revision + 1 })
          .where('interchange_settings.revision', '=', input.revision),
      )
      .returning('revision')
      .executeTakeFirst()
    if (!saved) throw new AppError('stale')
    const { secret_sealed: _, polled_at: __, last_error: ___, ...shown } = row
    return {
      output: saved,
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { ...shown, hasSecret: secret !== '' } }],
    }
  },
})

/**
 * What messages of the office are signed with from now on; empty: they go unsigned. The page has seen that the key belongs to
 * the certificate before it sealed it. It has no door, so that no private key travels over the API.
 */
export const saveCertificate = defineCommand({
  name: 'interchange.saveCertificate',
  title: 'Đặt chứng thư ký thông điệp liên thông văn bản',
  audience: ['admin'],
  input: z.strictObject({
    revision: z.int().min(1, 'Hãy lưu phần kết nối trước, rồi đặt chứng thư.'),
    certificate: z.string().max(20_000),
    keySealed: z.union([z.literal(''), z.string().max(30_000).refine(isSealed)]),
  }),
  output: z.object({ revision: z.int() }),
  async run(tx, { officeId }, { revision, certificate, keySealed }) {
    const facts = certificate === '' ? null : readCertificate(certificate)
    if ((certificate !== '' && !facts) || (certificate === '') !== (keySealed === ''))
      throw new AppError('invalid_input', { fields: { certificate: 'Hãy nhập cả chứng thư và khóa riêng.' } })
    const saved = await tx.db
      .updateTable('interchange_settings')
      .set({ certificate, key_sealed: keySealed, revision: revision + 1 })
      .where('office_id', '=', officeId)
      .where('revision', '=', revision)
      .returning('revision')
      .executeTakeFirst()
    if (!saved) throw new AppError('stale')
    return {
      output: saved,
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { certificate: facts } }],
    }
  },
})

/** How asking the axis went, for the page and for when it is asked next. By the program alone. */
export const notePoll = defineCommand({
  name: 'interchange.notePoll',
  title: 'Ghi lần hỏi trục liên thông văn bản',
  audience: [],
  input: z.strictObject({ taken: z.int().min(0), problem: z.string().max(500) }),
  output: z.object({ noted: z.boolean() }),
  async run(tx, { officeId }, { taken, problem }) {
    await tx.db
      .updateTable('interchange_settings')
      .set({
        polled_at: tx.now,
        last_error: problem,
        ...(problem === '' ? { heard_at: tx.now } : {}),
      })
      .where('office_id', '=', officeId)
      .execute()
    return {
      output: { noted: true },
      audit: [{ subjectType: 'office', subjectId: officeId, facts: { taken, problem } }],
    }
  },
})
