import { AppError } from '../../platform/errors.ts'
import type { Reader } from '../../platform/operations.ts'
import { tokenHash } from '../policy.ts'

export interface DeviceToken {
  kind: 'kiosk' | 'display'
  token: string
}

/** A device that has not been revoked, and its office. Fails with not_allowed, whatever the token is. */
export async function findDevice(
  { db }: Reader,
  { kind, token }: DeviceToken,
): Promise<{ officeId: string; id: string }> {
  const found = await db
    .selectFrom('queue_devices')
    .select(['office_id as officeId', 'id'])
    .where('token_hash', '=', tokenHash(token))
    .where('kind', '=', kind)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (found) return found
  throw new AppError('not_allowed', {
    detail:
      'Thiết bị này chưa được cấp quyền hoặc đã bị thu hồi. Hãy nhờ quản trị mở lại bằng đường dẫn mới.',
  })
}

export async function officeOfDevice(reader: Reader, device: DeviceToken): Promise<string> {
  return (await findDevice(reader, device)).officeId
}
