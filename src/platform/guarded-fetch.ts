import { type LookupAddress, lookup as lookUp } from 'node:dns'
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** A call to an address that somebody else wrote down: in a certificate, not in our settings. */
export interface GuardedCall {
  url: string
  /** Sent by POST with its type; without it the call is a GET. */
  sent?: { type: string; body: Uint8Array } | undefined
  /** Bytes of the answer that are read at most. */
  longest: number
  /** For everything together, looking up the name and going on elsewhere among it. */
  limitSeconds: number
  /** Hosts of inner networks that may be called all the same, as `host` (at any port) or `host:port`. */
  internalHosts: readonly string[]
}

/** `forbidden`: the address, or where it leads, is not on the public internet, so that nobody was called. */
export type GuardedFault = 'forbidden' | 'late' | 'unreachable' | 'too_large' | 'refused'
export type GuardedAnswer = { body: Buffer } | { fault: GuardedFault }

const mostRedirects = 3
const publicPorts = ['', '80', '443']

/** Networks that are nobody's or only ours (IANA special-purpose registries): what lies there is not for strangers to name. */
const inner = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(network, bits, 'ipv4')
const outerV6 = new BlockList()
outerV6.addSubnet('2000::', 3, 'ipv6')
/** Inside 2000::/3: tunnels that carry an IPv4 address, and documentation. */
const innerV6 = new BlockList()
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  innerV6.addSubnet(network, bits, 'ipv6')

/** Whether an address belongs to the public internet. What is no address does not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inner.check(address, 'ipv4')
  return family === 6 && outerV6.check(address, 'ipv6') && !innerV6.check(address, 'ipv6')
}

/**
 * Calls an address that a stranger chose, so that it cannot reach into our own network: http and https at their usual ports,
 * the name looked up once and the very address called that was found public, each redirect judged again. Never rejects.
 */
export async function fetchGuarded(call: GuardedCall): Promise<GuardedAnswer> {
  const signal = AbortSignal.timeout(Math.ceil(call.limitSeconds * 1000))
  let url = URL.parse(call.url)
  for (let step = 0; step <= mostRedirects; step += 1) {
    if (!url || !isAllowed(url, call.internalHosts)) return { fault: 'forbidden' }
    const answer = await ask(url, call, signal)
    if (!('redirect' in answer)) return answer
    url = URL.parse(answer.redirect, url)
  }
  return { fault: 'refused' }
}

const isInternal = (url: URL, internalHosts: readonly string[]) =>
  internalHosts.includes(url.host) || internalHosts.includes(bareHost(url))

const bareHost = (url: URL) => url.hostname.replace(/^\[|\]$/g, '').toLowerCase()

function isAllowed(url: URL, internalHosts: readonly string[]): boolean {
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password) return false
  if (isInternal(url, internalHosts)) return true
  const host = bareHost(url)
  return publicPorts.includes(url.port) && (isIP(host) === 0 || isPublicAddress(host))
}

type Step = GuardedAnswer | { redirect: string }

const forbidden = 'ERR_FORBIDDEN_HOST'

/** Looks a name up and fails where any of its addresses is not public: the connection is made to what was judged. */
const lookUpPublic: LookupFunction = (hostname, options, done) => {
  lookUp(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return done(error, '')
    const [first] = found
    if (!first || !found.every(({ address }) => isPublicAddress(address)))
      return done(Object.assign(new Error('host is not public'), { code: forbidden }), '')
    return options.all ? done(null, found) : done(null, first.address, first.family)
  })
}

function ask(url: URL, call: GuardedCall, signal: AbortSignal): Promise<Step> {
  const { sent, internalHosts } = call
  const options: RequestOptions = {
    method: sent ? 'POST' : 'GET',
    headers: sent ? { 'content-type': sent.type, 'content-length': sent.body.length } : {},
    agent: false,
    signal,
    ...(isInternal(url, internalHosts) ? {} : { lookup: lookUpPublic }),
  }
  return new Promise((resolve) => {
    const fail = (error: unknown) => resolve({ fault: faultOf(error, signal) })
    try {
      const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (answer) => {
        readAnswer(answer, call.longest).then(resolve, fail)
      })
      request.on('error', fail)
      request.end(sent?.body)
    } catch (error) {
      fail(error)
    }
  })
}

async function readAnswer(answer: IncomingMessage, longest: number): Promise<Step> {
  const { statusCode = 0, headers } = answer
  if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location) {
    answer.destroy()
    return { redirect: headers.location }
  }
  if (statusCode !== 200 || Number(headers['content-length'] ?? 0) > longest) {
    answer.destroy()
    return { fault: statusCode === 200 ? 'too_large' : 'refused' }
  }
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.length
    if (size > longest) return { fault: 'too_large' }
    parts.push(part)
  }
  return { body: Buffer.concat(parts) }
}

function faultOf(error: unknown, signal: AbortSignal): GuardedFault {
  if (error instanceof Error && 'code' in error && error.code === forbidden) return 'forbidden'
  return signal.aborted ? 'late' : 'unreachable'
}
