import { ReadStream } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadDemoOutgoing } from '../../demo/outgoing.ts'
import { removeForgotten } from '../../files/jobs.ts'
import type { Services } from '../../platform/services.ts'
import { type Cast, cast, storedFile } from '../../records/factory.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { askPackage } from '../commands/ask-package.ts'
import { reopenWorkFile } from '../commands/change-work-file.ts'
import { closeWorkFile } from '../commands/close-work-file.ts'
import { attachToWorkFile } from '../commands/file-documents.ts'
import { takePackage } from '../commands/take-package.ts'
import { closedFile, openFile } from '../factory.ts'
import { mostAttempts } from '../model/package-builds.ts'
import { getWorkFile } from '../queries/get-work-file.ts'
import { buildPackages, dropOldPackages } from './build-packages.ts'

let test: TestApp
let people: Cast
beforeAll(async () => {
  test = await startTestApp()
  people = await cast(test)
  await loadDemoOutgoing(test.services)
})
afterAll(() => test?.close())

const closed = () => closedFile(test, people.lead, { endedOn: '2026-03-20' })
const run = (services: Services = test.services) => buildPackages(services, test.officeId)
const look = (id: string) => test.read(people.lead, getWorkFile, { id })
const ask = (id: string, actor = people.lead) => test.write(actor, askPackage, { id })

/** A closed file with so many pictures that no other file has. */
let shade = 0
async function withPictures(count: number): Promise<{ id: string; revision: number }> {
  const { id } = await openFile(test, people.lead)
  const fileIds: string[] = []
  for (let each = 0; each < count; each += 1) {
    shade += 1
    const background = { r: shade % 256, g: Math.floor(shade / 256), b: 7 }
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toBuffer()
    fileIds.push(
      await storedFile(test, people.lead, { bytes, name: `Ảnh ${shade}.png`, mediaType: 'image/png' }),
    )
  }
  let revision = 1
  for (let start = 0; start < count; start += 10) {
    const attached = await test.write(people.lead, attachToWorkFile, {
      workFileId: id,
      fileIds: fileIds.slice(start, start + 10),
      title: 'Ảnh hiện trường',
      author: 'Nguyễn Văn Mẫu',
      datedOn: '2026-03-02',
    })
    revision = attached.revision
  }
  return test.write(people.lead, closeWorkFile, { id, revision, endedOn: '2026-03-20' })
}

/** The program's parts, with those that make pictures into PDF counted. */
function counting(own: Partial<Services> = {}): { services: Services; made: string[] } {
  const made: string[] = []
  const { pdf } = test.services
  const counted: Services['pdf'] = {
    ...pdf,
    render: (template, ...rest) => {
      made.push(template)
      return pdf.render(template, ...rest)
    },
  }
  return { services: { ...test.services, pdf: counted, ...own }, made }
}
const pictures = (made: readonly string[]) => made.filter((each) => each === 'picture-pages').length

it('clicked twice at once by two people it is built once, by two programs at once too', async () => {
  const { id } = await closed()
  const builds = await Promise.all([ask(id), ask(id, people.clerk), ask(id)])
  expect(new Set(builds.map((build) => build.id)).size).toBe(1)
  expect((await look(id)).build).toMatchObject({ state: 'waiting', problem: '' })
  const dealt = await Promise.all([run(), run()])
  expect(dealt.reduce((sum, each) => sum + each, 0)).toBe(1)
  const { packages, build, events } = await look(id)
  expect(build?.state).toBe('done')
  expect(packages).toHaveLength(1)
  expect(packages[0]?.kept).toBe(true)
  expect(events.filter(({ words }) => words.includes('mã niêm phong'))).toHaveLength(1)
  expect(await run()).toBe(0)
})

it('the same content on the same day is the same package, byte for byte', async () => {
  const { id } = await closed()
  await ask(id)
  await run()
  const first = await test.write(people.lead, takePackage, { id })
  test.time.advanceMinutes(10)
  await ask(id)
  await run()
  expect(await test.write(people.lead, takePackage, { id })).toEqual(first)
  expect((await look(id)).packages).toHaveLength(1)
})

it('cut off, it goes on where it was; a second build takes what the first has made', async () => {
  const { id } = await withPictures(27)
  await ask(id)
  let puts = 0
  const { blobs } = test.services
  const cutOff = counting({
    blobs: {
      ...blobs,
      arrive: async (...args) => {
        puts += 1
        if (puts > 26) throw new Error('the program was killed')
        return blobs.arrive(...args)
      },
    },
  })
  await expect(run(cutOff.services)).rejects.toThrow('killed')
  expect((await look(id)).build).toMatchObject({ state: 'building', rendered: 25, toRender: 27 })
  await expect(test.write(people.lead, takePackage, { id })).rejects.toMatchObject({ code: 'wrong_state' })

  const rest = counting()
  await run(rest.services)
  expect(pictures(rest.made)).toBe(2)
  expect((await look(id)).build).toMatchObject({ state: 'done', rendered: 27, toRender: 27 })
  const again = counting()
  await ask(id)
  await run(again.services)
  expect(pictures(again.made)).toBe(0)
})

it('what can never succeed is said to whoever asked; what may pass is tried a few times and keeps nobody waiting', async () => {
  const [full, broken, sound] = await Promise.all([withPictures(1), withPictures(1), closed()])
  await ask(full.id)
  const { blobs } = test.services
  // Of the PDF/A only: the ZIP file itself comes as a stream from the disk.
  const failing = (code: string): Services => ({
    ...test.services,
    blobs: {
      ...blobs,
      arrive: (content, limit) =>
        content instanceof ReadStream
          ? blobs.arrive(content, limit)
          : Promise.reject(Object.assign(new Error(code), { code })),
    },
  })
  await run(failing('storage_full'))
  expect((await look(full.id)).build).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('hết chỗ'),
  })
  await ask(broken.id)
  await expect(run(failing('EIO'))).rejects.toThrow('EIO')
  await ask(sound.id)
  await expect(run(failing('EIO'))).rejects.toThrow('EIO')
  expect((await look(sound.id)).build?.state).toBe('done')
  for (let attempt = 2; attempt < mostAttempts; attempt += 1)
    await expect(run(failing('EIO'))).rejects.toThrow('EIO')
  await run()
  expect((await look(broken.id)).build).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('báo quản trị'),
  })
  await ask(broken.id)
  await run()
  expect((await look(broken.id)).build?.state).toBe('done')
})

it('a file that is reopened while its package is built has none, and one built before is no longer fetched', async () => {
  const { id, revision } = await closed()
  await ask(id)
  await run()
  expect((await test.write(people.lead, takePackage, { id })).size).toBeGreaterThan(0)
  await ask(id)
  const reopened = await test.write(people.lead, reopenWorkFile, {
    id,
    revision,
    reason: 'Còn thiếu văn bản của Sở.',
  })
  await run()
  const { build, packages } = await look(id)
  expect(build).toMatchObject({ state: 'failed', problem: expect.stringContaining('Chưa đóng gói được') })
  expect(packages.map(({ kept }) => kept)).toEqual([false])
  await test.write(people.lead, closeWorkFile, {
    id,
    revision: reopened.revision,
    endedOn: '2026-03-20',
  })
  await expect(test.write(people.lead, takePackage, { id })).rejects.toMatchObject({ code: 'wrong_state' })
})

it('what was put into the store for a package that then was refused does not stay there', async () => {
  const { id, revision } = await closed()
  await ask(id)
  const { blobs } = test.services
  const kept: string[] = []
  const changing: Services = {
    ...test.services,
    blobs: {
      ...blobs,
      keep: async (arrived) => {
        kept.push(arrived.sha256)
        await test.write(people.lead, reopenWorkFile, { id, revision, reason: 'Có văn bản mới đến.' })
        return blobs.keep(arrived)
      },
    },
  }
  await run(changing)
  expect((await look(id)).build).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('đã thay đổi'),
  })
  expect(await Promise.all(kept.map((sha256) => blobs.has(sha256)))).toEqual([true])
  const start = test.time.clock().toISOString()
  // The store knows the machine's own time.
  test.time.set('2100-01-01T00:00:00Z')
  await removeForgotten(test.services, test.officeId, [test.officeId])
  test.time.set(start)
  expect(await Promise.all(kept.map((sha256) => blobs.has(sha256)))).toEqual([false])
})

it('who has left the office gets no package; who may not see the file neither asks nor fetches', async () => {
  const { id } = await closed()
  await expect(ask(id, people.other)).rejects.toMatchObject({ code: 'not_found' })
  await ask(id, people.deputy)
  const activate = (active: boolean) =>
    test.owner.query('update staff_members set active = $2 where id = $1', [people.deputy.id, active])
  await activate(false)
  await run()
  await activate(true)
  expect((await look(id)).build).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('không còn làm việc'),
  })
  await ask(id)
  await run()
  await expect(test.write(people.other, takePackage, { id })).rejects.toMatchObject({ code: 'not_found' })
})

it('the ZIP file goes after thirty days, its fingerprint stays', async () => {
  const { id } = await withPictures(1)
  await ask(id)
  await run()
  const { sha256, fingerprint } = await test.write(people.lead, takePackage, { id })
  const start = test.time.clock().toISOString()
  await dropOldPackages(test.services, test.officeId)
  expect(await test.services.blobs.has(sha256)).toBe(true)
  test.time.advanceMinutes(31 * 24 * 60)
  await dropOldPackages(test.services, test.officeId)
  // The store knows the machine's own time.
  test.time.set(new Date(Date.parse('2100-01-01')).toISOString())
  await removeForgotten(test.services, test.officeId, [test.officeId])
  test.time.set(start)
  expect(await test.services.blobs.has(sha256)).toBe(false)
  expect((await look(id)).packages).toMatchObject([{ fingerprint, kept: false }])
})
