/** Cookies in which a kiosk and a display keep their token; one browser may be both. */
export const deviceCookies = { kiosk: 'motcua_may_lay_so', display: 'motcua_man_hinh' } as const

export type DeviceKind = keyof typeof deviceCookies

/** The token of a device in a request's cookies; empty where there is none. */
export function tokenIn(cookies: string | null, kind: DeviceKind): string {
  const name = `${deviceCookies[kind]}=`
  const pair = (cookies ?? '').split('; ').find((each) => each.startsWith(name))
  return pair?.slice(name.length) ?? ''
}

/** `set-cookie` that keeps the token for ten years; script cannot read it. */
export function keepToken(kind: DeviceKind, token: string, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : ''
  return `${deviceCookies[kind]}=${encodeURIComponent(token)}; Path=/; Max-Age=315360000; HttpOnly; SameSite=Lax${secure}`
}
