import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { lineSchema } from '../../staff/model.ts'
import { demoOldKioskId } from '../examples.ts'
import { tokenHash } from '../policy.ts'
import { tellWatchers } from './lock-queue.ts'

/** Ties a kiosk or a display to the office. Whoever calls makes the token; only its hash is kept. */
export const addDevice = defineCommand({
  name: 'counters.addDevice',
  title: 'Cấp quyền cho máy lấy số hoặc màn hình',
  audience: ['admin'],
  door: { method: 'POST', path: '/queue/devices', status: 201 },
  input: z.strictObject({
    id: z.uuid().optional(),
    kind: z.enum(['kiosk', 'display']),
    name: lineSchema,
    /** Random, at least 32 characters. */
    token: z.string().min(32).max(200),
  }),
  output: z.object({ deviceId: z.uuid() }),
  example: { kind: 'display', name: 'Màn hình sảnh tầng 2', token: 'thay-bang-chuoi-ngau-nhien-tu-32-ky-tu' },
  async run(tx, actor, { id, kind, name, token }) {
    const deviceId = id ?? uuid()
    await tx.db
      .insertInto('queue_devices')
      .values({
        office_id: actor.officeId,
        id: deviceId,
        kind,
        name,
        token_hash: tokenHash(token),
        added_at: tx.now,
        added_by: actor.id,
      })
      .execute()
    return {
      output: { deviceId },
      audit: [{ subjectType: 'queue_device', subjectId: deviceId, facts: { kind, name } }],
    }
  },
})

/** Thu hồi: the device shows nothing and takes no ticket from this moment on. */
export const revokeDevice = defineCommand({
  name: 'counters.revokeDevice',
  title: 'Thu hồi quyền của máy lấy số hoặc màn hình',
  audience: ['admin'],
  door: { method: 'POST', path: '/queue/devices/{deviceId}/revoke' },
  input: z.strictObject({ deviceId: z.uuid() }),
  output: z.object({ deviceId: z.uuid() }),
  example: { deviceId: demoOldKioskId },
  async run(tx, actor, { deviceId }) {
    const revoked = await tx.db
      .updateTable('queue_devices')
      .set({ revoked_at: tx.now })
      .where('office_id', '=', actor.officeId)
      .where('id', '=', deviceId)
      .where('revoked_at', 'is', null)
      .returning(['kind', 'name'])
      .executeTakeFirst()
    if (!revoked)
      throw new AppError('not_found', {
        detail: 'Thiết bị này không có hoặc đã được thu hồi. Hãy tải lại trang.',
      })
    await tellWatchers(tx, actor.officeId)
    return {
      output: { deviceId },
      audit: [{ subjectType: 'queue_device', subjectId: deviceId, facts: revoked }],
    }
  },
})
