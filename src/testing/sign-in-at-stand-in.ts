import { madeUpCitizens } from './identity-people.ts'

/**
 * Does at the stand-in for an identity provider what a browser does: follows it from `address`, presses the button of
 * whoever is named (or `huy`), and returns the address of ours to which it sends the browser back.
 */
export async function signInAtStandIn(address: string, name: string): Promise<string> {
  const { origin } = new URL(address)
  const sub = madeUpCitizens.find((each) => each.name === name)?.sub ?? 'huy'
  const cookies = new Map<string, string>()
  let next = address
  for (let step = 0; step < 10; step += 1) {
    if (new URL(next).origin !== origin) return next
    const isChoice = new URL(next).pathname.startsWith('/interaction/')
    const answer = await fetch(next, {
      method: isChoice ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(isChoice ? { body: new URLSearchParams({ sub }) } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [key = '', ...value] = pair.split('=')
      cookies.set(key, value.join('='))
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`the stand-in stopped at ${next}: ${answer.status} ${await answer.text()}`)
    next = new URL(location, next).href
  }
  throw new Error('the stand-in goes round in circles')
}
