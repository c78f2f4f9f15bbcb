import { type ExchangeDeps, lostSecret, openAccount } from './open-account.ts'
import type { Told } from './portal-transport.ts'

/** Signs in at the portal with what is saved, whether or not the connection is on, and says in words what came of it. */
export async function testConnection(
  deps: ExchangeDeps,
  officeId: string,
): Promise<{ ok: boolean; reason: string }> {
  const account = await openAccount(deps, officeId, { anyway: true })
  if (account === 'lost secret') return { ok: false, reason: lostSecret }
  if (!account)
    return { ok: false, reason: 'Chưa lưu kết nối. Trong phòng thực hành, phần mềm không liên lạc với Cổng.' }
  if (account.connection.connection?.baseUrl === '') return { ok: false, reason: 'Chưa nhập địa chỉ Cổng.' }
  const told: Told<string> = await account.portal.signIn()
  return told.ok ? { ok: true, reason: '' } : { ok: false, reason: told.reason }
}
