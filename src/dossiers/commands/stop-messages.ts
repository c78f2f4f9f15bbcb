import { z } from 'zod'
import { setStop } from '../../notifications/commands/set-stop.ts'
import { emailAddress, mobileNumber } from '../../notifications/model/address.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { demoDossierId } from '../examples.ts'
import { dossierRef } from '../model/inputs.ts'
import { requireReader } from '../policy.ts'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The citizen says at the desk that they want no messages, or want them again: for the address that the dossier declares. */
export const stopMessages = defineCommand({
  name: 'dossiers.stopMessages',
  title: 'Ngừng hoặc nhận lại tin nhắn theo lời công dân',
  audience: ['counter'],
  door: { method: 'POST', path: '/dossiers/{code}/message-stops' },
  input: z.strictObject({ code: dossierRef, channel: z.enum(['email', 'sms']), stopped: z.boolean() }),
  output: z.object({ stopped: z.boolean() }),
  example: { code: demoDossierId('forward'), channel: 'sms', stopped: true },
  async run(tx, actor, { code, channel, stopped }) {
    const byId = uuidPattern.test(code)
    const dossier = await tx.db
      .selectFrom('dossiers')
      .select(['id', 'field_code', 'email', 'phone'])
      .where('office_id', '=', actor.officeId)
      .where(byId ? 'id' : 'code', '=', byId ? code : normaliseDossierCode(code))
      .executeTakeFirst()
    if (!dossier)
      throw new AppError('not_found', { detail: 'Không có hồ sơ này. Hãy kiểm tra lại mã hồ sơ.' })
    requireReader(actor, dossier.field_code)
    const address = channel === 'email' ? emailAddress(dossier.email) : mobileNumber(dossier.phone)
    if (!address) {
      throw new AppError('wrong_state', {
        detail: 'Hồ sơ không khai địa chỉ nào nhận được tin theo cách này.',
      })
    }
    await setStop(tx, actor.officeId, { channel, address, stopped, by: actor.id })
    return {
      output: { stopped },
      audit: [{ subjectType: 'dossier', subjectId: dossier.id, facts: { channel, stopped } }],
    }
  },
})
