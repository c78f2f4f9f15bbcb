import { lookup as resolveName } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** What is asked of an address that somebody else has written. */
export interface OutsideRequest {
  /** Sent by POST with its media type; without it the address is read by GET. */
  body?: { bytes: Uint8Array; mediaType: string }
  /** Most bytes of the answer. */
  largest: number
  /** From the first byte sent to the last one read. */
  milliseconds: number
  /** Hosts of the inner network that may be asked all the same, as `host` or `host:port`. */
  internalHosts: readonly string[]
}

/** Networks that no address written into a file may lead into: this machine, private, link-local, and reserved ones. */
const inner = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inner.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inner.addSubnet(network, prefix, 'ipv6')

/** Whether an IP address lies inside, also where it is an IPv4 address written as an IPv6 one. */
export function isInner(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  return inner.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
}

/** Resolves a name and refuses the inner network, for the very connection that is opened: a name cannot change in between. */
const outsideOnly: LookupFunction = (hostname, options, answer) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, '', 0)
    const [first] = addresses
    if (!first || addresses.some(({ address }) => isInner(address)))
      return answer(new Error('an address of the inner network'), '', 0)
    return options.all ? answer(null, addresses) : answer(null, first.address, first.family)
  })
}

/**
 * Asks an address that stands in a file which anybody may have made, such as that of a revocation list. Only http and https, no
 * redirection, never into the inner network; bounded in time and size. Null where there is no such answer; never rejects.
 */
export function fetchOutside(address: string, asked: OutsideRequest): Promise<Buffer | null> {
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '') return Promise.resolve(null)
  const isAllowed = asked.internalHosts.includes(url.host) || asked.internalHosts.includes(url.hostname)
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (!isAllowed && isIP(literal) !== 0 && isInner(literal)) return Promise.resolve(null)
  const { body } = asked
  return new Promise((settle) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, {
      method: body ? 'POST' : 'GET',
      headers: body ? { 'content-type': body.mediaType, 'content-length': body.bytes.byteLength } : {},
      signal: AbortSignal.timeout(asked.milliseconds),
      ...(isAllowed ? {} : { lookup: outsideOnly }),
    })
    request.on('error', () => settle(null))
    request.on('response', (response) => collect(response, asked.largest).then(settle, () => settle(null)))
    request.end(body?.bytes)
  })
}

async function collect(response: IncomingMessage, largest: number): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let size = 0
  if (response.statusCode !== 200) {
    response.destroy()
    return null
  }
  for await (const piece of response as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > largest) {
      response.destroy()
      return null
    }
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}
