import { read } from '../../platform/read.ts'
import type { Services } from '../../platform/services.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { type Connection, portalConnection } from '../queries/load-settings.ts'
import { openPortal, type Portal, type Sessions } from './portal-client.ts'

/** What the exchange stands on. `sessions` live as long as the program, so that it does not sign in every minute. */
export type ExchangeDeps = Pick<Services, 'database' | 'clock' | 'secrets' | 'log' | 'observe' | 'blobs'> & {
  sessions: Sessions
  /** Seconds one call may take; the client's own unless told. */
  limitSeconds?: number
}

export interface OpenAccount {
  portal: Portal
  unitCode: string
  connection: Connection
}

export const lostSecret =
  'Không mở được mật khẩu đã lưu (khóa của phần mềm đã đổi). Hãy nhập lại mật khẩu ở trang Cổng Dịch vụ công quốc gia.'

/** The portal as this office may use it now; null where it is off, paused, or left alone for a while. */
export async function openAccount(
  deps: ExchangeDeps,
  officeId: string,
  manner: { anyway?: boolean; whileResting?: boolean } = {},
): Promise<OpenAccount | 'lost secret' | null> {
  const connection = await read(deps, systemActor(officeId), portalConnection, manner)
  if (!connection.connection) return null
  const { secretSealed, ...place } = connection.connection
  const secret = deps.secrets.open(secretSealed)
  if (secret === null) return 'lost secret'
  const limit = deps.limitSeconds === undefined ? {} : { limitSeconds: deps.limitSeconds }
  const portal = openPortal(
    { ...place, secret },
    { sessions: deps.sessions, observe: deps.observe, ...limit },
  )
  return { portal, unitCode: place.unitCode, connection }
}
