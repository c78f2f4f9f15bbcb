import { v7 as uuid } from 'uuid'

/** An idempotency key for a form or an upload. Unlike crypto.randomUUID it is also there without HTTPS, on a local network. */
export function newKey(): string {
  return uuid()
}
