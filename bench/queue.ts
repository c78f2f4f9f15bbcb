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
  /** Milliseconds from `call` until each display has the words, sorted as they come. */
  time(words: () => Promise<string>): Promise<number[]>
  close(): void
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
    for (let round = 0; round <= rounds; round += 1) {
      await giveTicket(office)
      const times = await hall.time(() => callNext(office, round))
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
  let waiting: { words: string; told: number[]; started: number } | null = null
  const heard: ((text: string, at: number) => void)[] = []
  let open = 0
  const requests = Array.from({ length: displays }, (_, index) => {
    const request = get(place.url, { agent: false, headers: { cookie: place.cookie } }, (response) => {
      if (response.statusCode !== 200) return
      open += 1
      response.setEncoding('utf8').on('data', (text: string) => heard[index]?.(text, performance.now()))
      response.on('error', () => {})
    })
    request.on('error', () => {})
    return request
  })
  const close = () => {
    for (const request of requests) request.destroy()
  }
  scratch.atEnd(async () => close())
  await until(
    () => open === displays,
    connectLimit,
    () => `only ${open} of ${displays} displays connected`,
  )
  return {
    close,
    async time(words) {
      const arrived: { text: string; at: number }[] = []
      for (let index = 0; index < displays; index += 1)
        heard[index] = (text, at) => arrived.push({ text, at })
      const started = performance.now()
      waiting = { words: await words(), told: [], started }
      const sought = waiting.words
      const count = () =>
        arrived.filter(({ text }) => text.includes('event: call') && text.includes(sought)).length
      await until(
        () => count() >= displays,
        tellLimit,
        () => `only ${count()} of ${displays} were told`,
      )
      return arrived.filter(({ text }) => text.includes(sought)).map(({ at }) => at - started)
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

async function giveTicket({ url, cookie }: Office): Promise<void> {
  await post(`${url}/api/v1/queue/tickets`, { cookie, body: { fieldCode: 'ho-tich' } })
  // The displays are told of the ticket too; that must be over before the call is timed.
  await delay(500)
}

/** Calls the next ticket and returns the words by which the displays know it; the one before is cancelled first. */
async function callNext({ url, cookie }: Office, round: number): Promise<string> {
  void round
  const called = await post(`${url}/api/v1/queue/call-next`, { cookie, body: { deskId: demoDeskId(0) } })
  await post(`${url}/api/v1/queue/tickets/${called.ticketId}/cancel`, { cookie, body: {} })
  return `"code":"${called.code}"`
}

async function tellBare(url: string, round: number): Promise<string> {
  const words = `so-${round}.`
  await post(`${url}/tell`, { body: { words } })
  return words
}

// The bare server is this file again, so that it has a process of its own as the program has.
await (process.env.BARE_STREAM ? serveBareStream(Number(process.env.PORT)) : measure())
