import { randomBytes } from 'node:crypto'
import { utimes } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { removeForgotten } from '../files/jobs.ts'
import { publicActor } from '../platform/http/context.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { uploadKey } from './api/upload-key.ts'
import { attachPaper, removePaper } from './commands/attach-paper.ts'
import { begunDraft, type MadeDraft, openChannel } from './factory.ts'
import { sweepPieces } from './jobs.ts'
import { filingDraft } from './queries/filing-draft.ts'
import { uploadRoom } from './queries/upload-room.ts'

let test: TestApp
let origin = ''
let draft: MadeDraft
beforeAll(async () => {
  test = await startTestApp()
  await openChannel(test)
  await test.app.server.listen({ host: '127.0.0.1', port: 0 })
  origin = `http://127.0.0.1:${(test.app.server.server.address() as AddressInfo).port}`
  draft = await begunDraft(test)
})
afterAll(() => test?.close())

const base = (key = uploadKey(test.services, draft.id)) => `${origin}/api/v1/filing/drafts/${draft.id}/${key}`
const papers = async () => (await test.read(publicActor, filingDraft, draft)).draft.papers
const attached = async (fileName: string) => (await papers()).filter((each) => each.fileName === fileName)
const contentOf = async (fileId: string) => {
  const found = await test.owner.query('select sha256 from files where id = $1', [fileId])
  return buffer(test.services.blobs.read(found.rows[0].sha256))
}

/** A photograph as a telephone takes it, with where and by what. */
const photo = async () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#888' } })
    .jpeg()
    .withExif({ IFD0: { Make: 'May anh mau' }, IFD3: { GPSLatitudeRef: 'N' } })
    .toBuffer()

describe('the form without script', () => {
  const send = async (
    files: readonly [string, Uint8Array][],
    query = 'place=component&ordinal=0',
    key?: string,
  ) => {
    const form = new FormData()
    for (const [name, bytes] of files) form.append('file', new Blob([new Uint8Array(bytes)]), name)
    return fetch(`${base(key)}/papers?${query}`, { method: 'POST', body: form, redirect: 'manual' })
  }

  it('needs the key of the draft', async () => {
    const answer = await send([['anh.jpg', await photo()]], undefined, 'khong-phai-khoa')
    expect(answer.status).toBe(404)
    expect(await papers()).toEqual([])
  })

  it('is not taken from the page of another site', async () => {
    const body = new FormData()
    body.append('file', new Blob([new Uint8Array(await photo())]), 'anh.jpg')
    const headers = { origin: 'https://noi-khac.invalid' }
    const answer = await fetch(`${base()}/papers?place=other`, { method: 'POST', body, headers })
    expect(answer.status).toBe(403)
  })

  it('attaches photographs without what the camera wrote beside them, and leads back', async () => {
    const taken = await photo()
    expect(taken.includes('May anh mau')).toBe(true)
    const answer = await send([['chung-minh.jpg', taken]])
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/nop-ho-so/ban/${draft.id}/giay-to#component-0`)
    const [paper] = await attached('chung-minh.jpg')
    expect((await contentOf(paper?.fileId ?? '')).includes('May anh mau')).toBe(false)
  })

  it('says what was wrong with a file, in words that only the program can have written', async () => {
    const answer = await send([['anh.jpg', Buffer.from('#!/bin/sh\nrm -rf /\n')]])
    const told = new URL(answer.headers.get('location') ?? '', origin).searchParams
    expect(told.get('noi')).toContain('anh.jpg')
    expect(told.get('dau')).toBe(test.services.secrets.mark(`told ${told.get('noi')}`))
    expect(await attached('anh.jpg')).toEqual([])
  })

  it('refuses a file over the size that the office takes', async () => {
    await openChannel(test, { fileMegabytes: 1 })
    const answer = await send([['lon.pdf', pdf(1.5)]]).catch(() => null)
    // What is still on its way is not read: a sender may see the line close before the answer.
    if (answer)
      expect(new URL(answer.headers.get('location') ?? '', origin).searchParams.get('noi')).toContain('1 MB')
    expect(await attached('lon.pdf')).toEqual([])
    await openChannel(test)
  })
})

/** A PDF of so many megabytes, each time another. */
const pdf = (megabytes: number) =>
  Buffer.concat([
    Buffer.from('%PDF-1.7\n%'),
    randomBytes(16),
    Buffer.alloc(Math.floor(megabytes * 2 ** 20), 0x20),
  ])

const tus = { 'tus-resumable': '1.0.0' }
const base64 = (text: string) => Buffer.from(text).toString('base64')
const announce = (name: string, size: number, place = 'component', ordinal = 1) =>
  fetch(`${base()}/pieces`, {
    method: 'POST',
    headers: {
      ...tus,
      'upload-length': String(size),
      'upload-metadata': `filename ${base64(name)},place ${base64(place)},ordinal ${base64(String(ordinal))}`,
    },
  })
const begun = async (name: string, size: number) =>
  origin + (await announce(name, size)).headers.get('location')
const head = (address: string) => fetch(address, { method: 'HEAD', headers: tus })
const offsetOf = async (address: string) => Number((await head(address)).headers.get('upload-offset'))
const patch = (address: string, offset: number, bytes: Uint8Array) =>
  fetch(address, {
    method: 'PATCH',
    headers: {
      ...tus,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    },
    body: new Uint8Array(bytes),
  })

/** Sends the beginning of what was announced as the rest, then the line is cut. */
function cutOff(address: string, whole: Uint8Array, sent: number): Promise<void> {
  return new Promise((resolve) => {
    const sending = request(address, {
      method: 'PATCH',
      headers: {
        ...tus,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
        'content-length': whole.length,
      },
    })
    sending.on('error', () => {})
    sending.on('close', () => resolve())
    sending.write(whole.subarray(0, sent), () => sending.destroy())
  })
}

describe('what is taken away', () => {
  const real = () => new Date(performance.timeOrigin + performance.now())
  const tomorrow = () => new Date(real().getTime() + 25 * 60 * 60_000)
  const isStored = async (sha256: string) => test.services.blobs.has(sha256)

  it('leaves the disk a day later, unless somebody else has the same content or it came again', async () => {
    const [own, shared, again] = [pdf(0.01), pdf(0.01), pdf(0.01)]
    const attach = async (bytes: Buffer, to = draft) => {
      const content = await test.services.blobs.put(Readable.from([bytes]), 2 ** 20)
      const file = { ...content, name: 'tam.pdf', mediaType: 'application/pdf' }
      const paper = { id: to.id, place: 'other' as const, ordinal: 0, file }
      return { ...(await test.write(publicActor, attachPaper, paper)), sha256: content.sha256 }
    }
    const other = await begunDraft(test)
    const papers = [await attach(own), await attach(shared), await attach(again)]
    await attach(shared, other)
    for (const { fileId } of papers) await test.write(publicActor, removePaper, { ...draft, fileId })
    const night = (clock: () => Date) =>
      removeForgotten({ ...test.services, clock }, test.officeId, [test.officeId])
    const stored = async () => Promise.all(papers.map(({ sha256 }) => isStored(sha256)))
    await night(real)
    expect(await stored()).toEqual([true, true, true])
    // Kept again by an upload whose row is still to be written: for the store it is as new as that.
    const late = new Date(tomorrow().getTime() + 60_000)
    await utimes(test.services.blobs.path(papers[2]?.sha256 ?? ''), late, late)
    await night(() => new Date(tomorrow().getTime() + 24 * 60 * 60_000))
    expect(await stored()).toEqual([false, true, true])
    expect((await test.owner.query('select 1 from forgotten_contents')).rows).toHaveLength(1)
  })
})

describe('a file in pieces', () => {
  it('goes on where the line was cut in the middle of 30 MB, and is whole', async () => {
    const whole = pdf(30)
    const address = await begun('anh-lon.pdf', whole.length)
    expect(await offsetOf(address)).toBe(0)
    await cutOff(address, whole, 12 * 2 ** 20)
    const reached = await vi.waitFor(async () => {
      const offset = await offsetOf(address)
      expect(offset).toBeGreaterThan(0)
      return offset
    })
    expect(reached).toBeLessThanOrEqual(12 * 2 ** 20)
    // Somebody who lost count is told, and spoils nothing.
    expect((await patch(address, 0, whole.subarray(0, 10))).status).toBe(409)
    const half = reached + 5 * 2 ** 20
    expect((await patch(address, reached, whole.subarray(reached, half))).status).toBe(204)
    expect((await patch(address, half, whole.subarray(half))).status).toBe(204)
    const [paper] = await attached('anh-lon.pdf')
    expect(paper).toMatchObject({ place: 'component', ordinal: 1, size: whole.length })
    expect((await contentOf(paper?.fileId ?? '')).equals(whole)).toBe(true)
    // The last answer may be lost on the way: who asks again hears that all is done, and nothing comes twice.
    const again = await head(address)
    expect(again.headers.get('upload-complete')).toBe('?1')
    expect(await attached('anh-lon.pdf')).toHaveLength(1)
  })

  it('tries its end again when that failed, without sending anything again', async () => {
    const whole = pdf(0.1)
    const address = await begun('thu-lai.pdf', whole.length)
    const keep = vi.spyOn(test.services.blobs, 'keep').mockRejectedValueOnce(new Error('disk is away'))
    expect((await patch(address, 0, whole)).status).toBe(500)
    keep.mockRestore()
    expect(await attached('thu-lai.pdf')).toEqual([])
    const offset = await offsetOf(address)
    expect(offset).toBe(whole.length)
    expect((await patch(address, offset, Buffer.alloc(0))).status).toBe(204)
    expect(await attached('thu-lai.pdf')).toHaveLength(1)
  })

  it('is looked into like any other: a lie is refused in words, and leaves nothing', async () => {
    const bytes = Buffer.from('#!/bin/sh\nrm -rf /\n')
    const address = await begun('anh.jpg', bytes.length)
    const answer = await patch(address, 0, bytes)
    expect(answer.status).toBe(415)
    expect(await answer.text()).toContain('anh.jpg')
    expect((await head(address)).status).toBe(404)
    expect(await attached('anh.jpg')).toEqual([])
  })

  it('too large or for a place that is none is refused before a byte is sent', async () => {
    expect((await announce('lon.pdf', 51 * 2 ** 20)).status).toBe(413)
    expect((await announce('rong.pdf', 0)).status).toBe(413)
    expect((await announce('la.pdf', 10, 'noi-khac')).status).toBe(422)
    expect((await announce('bo-sung.pdf', 10, 'supplement')).status).toBe(409)
  })

  it('is one of ten at most that lie unfinished: a flood drops its own beginnings', async () => {
    const flooded = await begunDraft(test)
    const kept = draft
    draft = flooded
    const addresses: string[] = []
    for (let index = 0; index < 12; index += 1) addresses.push(await begun(`lut-${index}.pdf`, 100))
    const states = await Promise.all(addresses.map(async (address) => (await head(address)).status))
    draft = kept
    expect(states.filter((status) => status === 200)).toHaveLength(10)
    expect(states.slice(-1)).toEqual([200])
  })

  it('of a draft that weighs enough is refused', async () => {
    await openChannel(test, { fileMegabytes: 1 })
    const heavy = await begunDraft(test)
    for (let index = 0; index < 4; index += 1) {
      const content = await test.services.blobs.put(Readable.from([pdf(0.99)]), 2 ** 20)
      const file = { ...content, size: 2 ** 20, name: `nang-${index}.pdf`, mediaType: 'application/pdf' }
      await test.write(publicActor, attachPaper, { id: heavy.id, place: 'other', ordinal: 0, file })
    }
    const room = test.read(publicActor, uploadRoom, { id: heavy.id, place: 'other' })
    await expect(room).rejects.toMatchObject({ code: 'too_large' })
    await openChannel(test)
  })

  it('belongs to its draft: another key finds nothing', async () => {
    const address = await begun('cua-toi.pdf', 10)
    const other = address.replace(uploadKey(test.services, draft.id), 'khoa-khac')
    expect((await head(other)).status).toBe(404)
    expect((await patch(other, 0, Buffer.from('1234567890'))).status).toBe(404)
  })

  it('that nobody finishes goes after two days', async () => {
    const address = await begun('bo-do.pdf', 100)
    await patch(address, 0, Buffer.alloc(50))
    const real = {
      pieces: test.services.pieces,
      clock: () => new Date(performance.timeOrigin + performance.now()),
    }
    expect(await sweepPieces(real)).toBe(0)
    const later = { ...real, clock: () => new Date(real.clock().getTime() + 49 * 60 * 60_000) }
    expect(await sweepPieces(later)).toBeGreaterThan(0)
    expect((await head(address)).status).toBe(404)
  })
})
