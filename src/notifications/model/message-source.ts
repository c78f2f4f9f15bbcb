import { createHash } from 'node:crypto'
import { v5 as uuidV5 } from 'uuid'
import type { OutsideChannel } from './events.ts'

/** What names one message of a piece of news for its link: the same however often the news is told. */
export function markName(source: string, channel: OutsideChannel): string {
  return `${source} ${channel}`
}

/** Id of the message that a piece of news makes for one address. */
export function messageId(source: string, channel: string, address: string): string {
  return uuidV5(`${source} ${channel} ${address}`, namespace)
}

/** How the token of a link is kept. */
export function markHash(mark: string): string {
  return createHash('sha256').update(mark).digest('hex')
}

/** Made for this program; any fixed UUID would do. */
const namespace = '5f1c6a34-6f0e-4c55-9a5e-2f3f7d1f9b60'
