import { get } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { demoDisplayToken } from '../src/counters/examples.ts'
import { deviceCookies } from '../src/counters/model/device-cookies.ts'
import { demoDeskId } from '../src/staff/examples.ts'
import { serveBareStream } from './shared/bare-stream.ts'
import { openScratchDatabase } from './shared/postgres.ts'
import { type Office, startOffice, startProgram } from './shared/program.ts'
import { quantile, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { type Scratch, withScratch } from './shared/scratch.ts'

const displays = 2000
const connectLimit = 60_000
const tellLimit = 30_000

/** Displays that wait for the same words. */
interface Hall {
  /** Milliseconds from the start of `call` until each display has the words that it returns. */
  time(call: () => Promise<string>): Promise<number[]>
}

/**
 * Milliseconds from a call at the counter (request, transaction, notice) to the last of 2,000 displays, beside a bare
 * server that only writes the same bytes to 2,000 open answers. Each round is one call.
 */
async function measure(): Promise<void> {
  const { rounds } = readOptions({ rounds: 10, seconds: 1 })
  await withScratch(async (scratch) => {
    const office = await startOffice(scratch, {
      DATABASE_URL: await openScratchDatabase(scratch),
      DATA_DIR: await scratch.directory(),
    })
    const cookie = `${deviceCookies.display}=${demoDisplayToken}`
    const hall = await openHall(scratch, { url: `${office.url}/api/v1/queue/display/stream`, cookie })
    const bare = await startProgram(scratch, {
      command: ['bench/queue.ts'],
      environment: { BARE_STREAM: '1' },
    })
    await bare.firstAnswer('/ready')
    const bareHall = await openHall(scratch, { url: `${bare.url}/stream`, cookie: '' })
    const ours: number[] = []
    const limit: number[] = []
    let called: Record<string, string> | null = null
    for (let round = 0; round <= rounds; round += 1) {
      await prepare(office, called)
      const times = await hall.time(async () => {
        called = await callNext(office)
        return `"code":"${called.code}"`
      })
      const bareTimes = await bareHall.time(() => tellBare(bare.url, round))
      // The first round only warms up.
      if (round === 0) continue
      ours.push(...times)
      limit.push(...bareTimes)
      const [all, last] = [quantile(times, 0.5), quantile(times, 1)]
      say(`round ${round}: half after ${rounded(all)} ms, all after ${rounded(last)} ms`)
    }
    for (const [name, times] of [
      ['ours', ours],
      ['bare', limit],
    ] as const)
      say(
        `${name}: p50 ${rounded(quantile(times, 0.5))}, p99 ${rounded(quantile(times, 0.99))}, max ${rounded(quantile(times, 1))} ms`,
      )
    reportResult({ name: 'queue', ours: quantile(ours, 0.99), limit: quantile(limit, 0.99) })
  })
}

async function openHall(scratch: Scratch, place: { url: string; cookie: string }): Promise<Hall> {
  let arrived: { text: string; at: number }[] = []
  let open = 0
  const requests = Array.from({ length: displays }, () => {
    const request = get(place.url, { agent: false, headers: { cookie: place.cookie } }, (response) => {
      if (response.statusCode !== 200) return
      open += 1
      response.setEncoding('utf8').on('data', (text: string) => arrived.push({ text, at: performance.now() }))
      response.on('error', () => {})
    })
    request.on('error', () => {})
    return request
  })
  scratch.atEnd(async () => {
    for (const request of requests) request.destroy()
  })
  await until(
    () => open === displays,
    connectLimit,
    () => `only ${open} of ${displays} displays connected`,
  )
  return {
    async time(call) {
      arrived = []
      const started = performance.now()
      const words = await call()
      const told = () => arrived.filter(({ text }) => text.includes('event: call') && text.includes(words))
      await until(
        () => arrived.length >= displays && told().length >= displays,
        tellLimit,
        () => `only ${told().length} of ${displays} were told`,
      )
      return told().map(({ at }) => at - started)
    },
  }
}

async function until(reached: () => boolean, limit: number, complaint: () => string): Promise<void> {
  const started = performance.now()
  while (!reached()) {
    if (performance.now() - started > limit) throw new Error(complaint())
    await delay(20)
  }
}

async function post(
  url: string,
  options: { cookie?: string; body: unknown },
): Promise<Record<string, string>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: options.cookie ?? '' },
    body: JSON.stringify(options.body),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json() as Promise<Record<string, string>>
}

/** Makes the desk free and has somebody wait; the displays are told of that too, before the call is timed. */
async function prepare({ url, cookie }: Office, last: Record<string, string> | null): Promise<void> {
  if (last) await post(`${url}/api/v1/queue/tickets/${last.ticketId}/cancel`, { cookie, body: {} })
  await post(`${url}/api/v1/queue/tickets`, { cookie, body: { fieldCode: 'ho-tich' } })
  await delay(1000)
}

async function callNext({ url, cookie }: Office): Promise<Record<string, string>> {
  return post(`${url}/api/v1/queue/call-next`, { cookie, body: { deskId: demoDeskId(0) } })
}

async function tellBare(url: string, round: number): Promise<string> {
  const words = `so-${round}.`
  await post(`${url}/tell`, { body: { words } })
  return words
}

// The bare server is this file again, so that it has a process of its own as the program has.
await (process.env.BARE_STREAM ? serveBareStream(Number(process.env.PORT)) : measure())
