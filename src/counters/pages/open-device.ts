import { redirect } from 'react-router'
import type { PageContext } from '../../platform/http/pages.ts'
import { type DeviceKind, keepToken, tokenIn } from '../model/device-cookies.ts'

/**
 * The token of the device that asks. An address with `?ma=` is how the administrator ties it: the token goes into a
 * cookie and leaves the address.
 */
export function deviceToken(request: Request, kind: DeviceKind, { services }: PageContext): string {
  const url = new URL(request.url)
  const given = url.searchParams.get('ma')
  if (given === null) return decodeToken(tokenIn(request.headers.get('cookie'), kind))
  const isSecure = services.config.publicUrl.startsWith('https:')
  throw redirect(url.pathname, { headers: { 'set-cookie': keepToken(kind, given, isSecure) } })
}

function decodeToken(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
