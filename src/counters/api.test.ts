import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from '../app.ts'
import { runtimeUrl } from '../platform/migrate.ts'
import { demoDeskId } from '../staff/examples.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { templatesDirectory } from '../testing/places.ts'
import { callNext } from './commands/call-next.ts'
import { revokeDevice } from './commands/devices.ts'
import { callAgain, finishTicket, startServing } from './commands/serve-ticket.ts'
import { makeDevice, takeAt } from './factory.ts'
import { deviceCookies } from './model/device-cookies.ts'

let test: TestApp
let port: number
let kiosk: string
let display: { deviceId: string; token: string }
const lines: Line[] = []

beforeEach(async () => {
  test = await startTestApp()
  await test.app.server.listen({ host: '127.0.0.1', port: 0 })
  port = (test.app.server.server.address() as AddressInfo).port
  kiosk = (await makeDevice(test, 'kiosk')).token
  display = await makeDevice(test, 'display')
})
afterEach(async () => {
  for (const line of lines.splice(0)) line.cut()
  await test?.close()
})

interface Told {
  id: number
  event: string
  data: { code?: string; waiting?: number; latest?: { code: string }[] }
}

interface Line {
  told: Told[]
  status: number
  ended: boolean
  cut(): void
  response: IncomingMessage
}

/** Opens the stream as a browser does. */
function openLine(
  options: { token?: string; cookie?: string; lastEventId?: number; at?: number } = {},
): Promise<Line> {
  const { token = display.token, lastEventId, at = port } = options
  const path = `/api/v1/queue/${options.cookie ? 'desk' : 'display'}/stream`
  const headers = {
    cookie: options.cookie ?? `${deviceCookies.display}=${token}`,
    ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
  }
  return new Promise((resolve, reject) => {
    const request = get({ host: '127.0.0.1', port: at, path, headers, agent: false }, (response) => {
      const line: Line = {
        told: [],
        status: response.statusCode ?? 0,
        ended: false,
        cut: () => request.destroy(),
        response,
      }
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
        const frames = text.split('\n\n')
        text = frames.pop() ?? ''
        line.told.push(...frames.flatMap(parseFrame))
      })
      response.on('close', () => {
        line.ended = true
      })
      response.on('error', () => {})
      lines.push(line)
      resolve(line)
    })
    request.on('error', (error) => (request.destroyed ? undefined : reject(error)))
  })
}

function parseFrame(frame: string): Told[] {
  const values = new Map(frame.split('\n').map((line) => line.split(': ', 2) as [string, string]))
  const data = frame.match(/^data: (.*)$/m)?.[1]
  if (!data) return []
  return [{ id: Number(values.get('id')), event: values.get('event') ?? '', data: JSON.parse(data) }]
}

const take = () => takeAt(test, kiosk, { fieldCode: 'ho-tich' })
const latest = (line: Line) => line.told.filter(({ event }) => event === 'state').at(-1)?.data
const calls = (line: Line) => line.told.filter(({ event }) => event === 'call').map(({ data }) => data.code)

async function callOne(): Promise<string> {
  const officer = await test.as('tiepnhan')
  const { ticketId, code } = await test.write(officer, callNext, { deskId: demoDeskId(0) })
  await test.write(officer, startServing, { ticketId })
  await test.write(officer, finishTicket, { ticketId })
  return code
}

describe('the stream of calls', () => {
  it('is for displays of the office and its members alone', async () => {
    expect((await openLine({ token: 'doan-bua' })).status).toBe(403)
    expect((await openLine({ token: kiosk })).status).toBe(403)
    expect((await openLine({ cookie: 'khong=co' })).status).toBe(401)
    const member = await openLine({ cookie: await test.cookie('tiepnhan') })
    expect(member.status).toBe(200)
    expect(member.response.headers['content-type']).toContain('text/event-stream')
  })

  it('tells how things stand at once, and each change after its commit', async () => {
    const line = await openLine()
    await vi.waitFor(() => expect(latest(line)).toEqual({ latest: [], waiting: 0 }))
    await take()
    await take()
    await vi.waitFor(() => expect(latest(line)).toMatchObject({ waiting: 2 }))
    const officer = await test.as('tiepnhan')
    const { ticketId } = await test.write(officer, callNext, { deskId: demoDeskId(0) })
    await test.write(officer, callAgain, { ticketId })
    await vi.waitFor(() => expect(calls(line)).toEqual(['A001', 'A001']))
    await vi.waitFor(() => expect(latest(line)).toMatchObject({ waiting: 1, latest: [{ code: 'A001' }] }))
    const ids = line.told.map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted((a, b) => a - b))
  })

  it('tells again what was missed while cut off, once and in order', async () => {
    for (let index = 0; index < 7; index += 1) await take()
    const line = await openLine()
    await callOne()
    await vi.waitFor(() => expect(calls(line)).toEqual(['A001']))
    await vi.waitFor(() => expect(latest(line)?.latest).toHaveLength(1))
    const lastEventId = line.told.findLast(({ event }) => event === 'call')?.id ?? 0
    line.cut()
    for (let index = 0; index < 6; index += 1) await callOne()
    const again = await openLine({ lastEventId })
    await vi.waitFor(() => expect(calls(again)).toEqual(['A002', 'A003', 'A004', 'A005', 'A006', 'A007']))
    await vi.waitFor(() =>
      expect(latest(again)?.latest?.map(({ code }) => code)).toEqual(['A007', 'A006', 'A005', 'A004']),
    )
    const fresh = await openLine()
    await vi.waitFor(() => expect(latest(fresh)?.latest).toHaveLength(4))
    expect(calls(fresh)).toEqual([])
  })

  it('ends for a device the moment it is revoked, and for no other', async () => {
    const other = await makeDevice(test, 'display')
    const [line, kept] = await Promise.all([openLine(), openLine({ token: other.token })])
    await test.write(await test.as('quantri'), revokeDevice, { deviceId: display.deviceId })
    await vi.waitFor(() => expect(line.ended).toBe(true))
    expect((await openLine()).status).toBe(403)
    await take()
    await vi.waitFor(() => expect(latest(kept)).toMatchObject({ waiting: 1 }))
  })

  it('says in one program what was done in another', async () => {
    const second = await createApp({
      config: test.config,
      clock: test.time.clock,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      runtimeUrl: runtimeUrl(test.ownerUrl),
      secret: 'secret-of-the-tests-secret-of-the-tests',
      templatesDirectory,
    })
    try {
      await second.server.listen({ host: '127.0.0.1', port: 0 })
      const line = await openLine({ at: (second.server.server.address() as AddressInfo).port })
      await vi.waitFor(() => expect(latest(line)).toMatchObject({ waiting: 0 }))
      await take()
      await callOne()
      await vi.waitFor(() => expect(calls(line)).toEqual(['A001']))
    } finally {
      await second.close()
    }
  })

  it('goes on after the connection that listens was lost', async () => {
    const line = await openLine()
    await vi.waitFor(() => expect(latest(line)).toMatchObject({ waiting: 0 }))
    await test.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen motcua_live' and datname = current_database()`,
    )
    await take()
    await vi.waitFor(() => expect(latest(line)).toMatchObject({ waiting: 1 }), { timeout: 8000 })
  }, 15_000)

  it('forgets whoever has gone', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => openLine()))
    await vi.waitFor(() => expect(test.services.streams.watching()).toBe(20))
    for (const line of opened) line.cut()
    await vi.waitFor(() => expect(test.services.streams.watching()).toBe(0))
  })
})
