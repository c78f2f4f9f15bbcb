import type { EdxmlMessage } from '../model/edxml/message.ts'
import { openAxis } from './axis-client.ts'
import type { ExchangeDeps } from './exchange.ts'
import type { Delivered } from './send-due.ts'

/** How the office is known at the axis, the secret still sealed. */
export interface SealedAccount {
  baseUrl: string
  systemId: string
  secretSealed: string
}

/** The axis as this office may use it; null where its secret cannot be opened any more. */
export function axisOf(deps: ExchangeDeps, { baseUrl, systemId, secretSealed }: SealedAccount) {
  const secretKey = deps.secrets.open(secretSealed)
  if (secretKey === null) return null
  const limit = deps.limitSeconds === undefined ? {} : { limitSeconds: deps.limitSeconds }
  return openAxis({ baseUrl, systemId, secretKey }, { observe: deps.observe, ...limit })
}

export const lostSecret =
  'Không mở được khóa bí mật đã lưu (khóa của phần mềm đã đổi). Quản trị hãy nhập lại ở trang “Trục liên thông văn bản”.'

/**
 * Sends a message over the axis. A try that may have had its effect is made again with the same bytes, which the axis knows; what
 * it refuses for itself is not tried again.
 */
export async function deliverOverAxis(
  deps: ExchangeDeps,
  account: SealedAccount | null,
  { message, bytes }: { message: EdxmlMessage; bytes: Uint8Array },
): Promise<Delivered> {
  if (!account) return { ok: false, reason: 'Đơn vị đã tắt kết nối trục liên thông.' }
  const axis = axisOf(deps, account)
  if (!axis) return { ok: false, reason: lostSecret }
  const told = await axis.send(message.kind === 'status' ? 'status' : 'edoc', bytes)
  if (told.ok) return { ok: true }
  return { ok: false, reason: told.reason, isFinal: told.fault === 'refused' }
}
