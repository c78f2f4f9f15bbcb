import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchOutside, isInner } from './fetch-outside.ts'

let server: Server
let host: string
let asked: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/hangs') return
    if (request.url === '/drips') {
      response.write('a')
      return
    }
    if (request.url === '/elsewhere') {
      response.writeHead(302, { location: `http://${host}/whole` }).end()
      return
    }
    if (request.url === '/broken') response.statusCode = 500
    response.end(request.url === '/large' ? Buffer.alloc(5000) : 'nội dung')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const limits = { largest: 1000, milliseconds: 400 }
const ask = (path: string, internalHosts = [host]) =>
  fetchOutside(path.includes('://') ? path : `http://${host}${path}`, { ...limits, internalHosts })

describe('an address that somebody else has written', () => {
  it('is read where it leads to a whole answer of bounded size and time', async () => {
    expect((await ask('/whole'))?.toString()).toBe('nội dung')
    for (const path of ['/large', '/hangs', '/drips', '/elsewhere', '/broken']) {
      expect(await ask(path), path).toBeNull()
    }
  })

  it('never leads into the inner network, however it is written, unless the host is named in the settings', async () => {
    asked = []
    const port = host.split(':')[1]
    const written = [
      `http://${host}/x`,
      `http://localhost:${port}/x`,
      `http://2130706433:${port}/x`,
      `http://0x7f.1:${port}/x`,
      `http://[::1]:${port}/x`,
      `http://[::ffff:127.0.0.1]:${port}/x`,
      `http://0.0.0.0:${port}/x`,
      `http://ai:mat@${host}/x`,
      'file:///etc/hostname',
      'ldap://127.0.0.1/x',
      'không phải địa chỉ',
    ]
    for (const address of written) expect(await ask(address, []), address).toBeNull()
    expect(asked).toEqual([])
  })

  it('is told inner from outer by its number', () => {
    const within = [
      '10.1.2.3',
      '172.20.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      'fd00::1',
      'fe80::1',
    ]
    for (const address of [...within, '::ffff:10.0.0.1', '224.0.0.1'])
      expect(isInner(address), address).toBe(true)
    for (const address of ['8.8.8.8', '172.32.0.1', '2001:4860::1'])
      expect(isInner(address), address).toBe(false)
  })
})
