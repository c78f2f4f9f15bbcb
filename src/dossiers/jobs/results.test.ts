import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { subscribersOf } from '../../jobs.ts'
import { deliverNews } from '../../platform/outbox.ts'
import { systemActor } from '../../platform/system-actor.ts'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { updateOffice } from '../../staff/commands/update-office.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { flagUncollected } from '../commands/flag-uncollected.ts'
import { keepElectronicResult } from '../commands/keep-electronic-result.ts'
import { draftResult } from '../commands/prepare-result.ts'
import { dossierAt, type MadeDossier, sampleLetter } from '../factory.ts'
import { receptionExample } from '../model/examples.ts'
import { announceUncollected, keepResult, keepWaitingResults } from './results.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
})
afterAll(() => test?.close())
beforeEach(() => test.time.set('2026-03-24T09:00:00+07:00'))

const slow = { procedureId: demoSlowProcedureId }
const deliver = () => deliverNews(test.services, test.officeId, subscribersOf(test.services))
const result = async ({ id }: MadeDossier) =>
  (
    await test.owner.query(
      `select r.state, r.electronic_file_id, f.sha256, f.name, f.media_type from dossier_results r
       left join files f on f.id = r.electronic_file_id where r.dossier_id = $1`,
      [id],
    )
  ).rows[0]
const papersOf = async ({ id }: MadeDossier) =>
  (await test.owner.query('select *, issued_on::text from citizen_papers where dossier_id = $1', [id])).rows
const fileCount = async () => Number((await test.owner.query('select count(*) as n from files')).rows[0].n)

async function bytesOf(sha256: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of test.services.blobs.read(sha256)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

describe('the electronic result', () => {
  it('is kept by nobody but the program', async () => {
    const dossier = await dossierAt(test, 'finished', slow)
    for (const username of ['tiepnhan', 'chuyenmon', 'vanthu', 'chutich', 'quantri']) {
      const attempt = test.write(await test.as(username), keepElectronicResult, {
        dossierId: dossier.id,
        content: null,
      })
      await expect(attempt).rejects.toMatchObject({ code: 'not_allowed' })
    }
  })

  it('of a letter is its PDF as issued, with number and date, in the owner’s store once', async () => {
    const dossier = await dossierAt(test, 'finished', slow)
    expect(await result(dossier)).toMatchObject({ state: 'issued', electronic_file_id: null })
    await deliver()
    const kept = await result(dossier)
    expect(kept).toMatchObject({ name: `ket-qua-${dossier.code}.pdf`, media_type: 'application/pdf' })
    const pdf = await bytesOf(kept.sha256)
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(kept.sha256)
    const words = readPdf(pdf)
    expect(words).toMatch(/Số: \d+\/UBND/)
    expect(words).toContain('ngày 24 tháng 3 năm 2026')
    const papers = await papersOf(dossier)
    expect(papers).toHaveLength(1)
    expect(papers[0]).toMatchObject({
      owner_identifier: receptionExample.applicant.personalId,
      owner_name: receptionExample.applicant.name,
      name: 'Văn bản trả lời',
      source: 'result',
      confidence: 'issued',
      state: 'valid',
      file_id: kept.electronic_file_id,
      issued_on: '2026-03-24',
      issuing_agency: 'UBND xã Cẩm Long',
    })
  })

  it('stays the same when its news is delivered again, lost, or comes beside the job that looks for it', async () => {
    const dossier = await dossierAt(test, 'finished', slow)
    const key = randomUUID()
    const of = { officeId: test.officeId, dossierId: dossier.id, key }
    await Promise.all([keepResult(test.services, of), keepResult(test.services, of)])
    const first = await result(dossier)
    const files = await fileCount()
    await test.owner.query('update outbox set delivered_at = null')
    await deliver()
    await keepWaitingResults(test.services, test.officeId)
    await keepResult(test.services, { ...of, key: randomUUID() })
    expect(await result(dossier)).toEqual(first)
    expect(await fileCount()).toBe(files)
    expect(await papersOf(dossier)).toHaveLength(1)
  })

  it('is made by the job when the news never came', async () => {
    const dossier = await dossierAt(test, 'finished', slow)
    await test.owner.query('delete from outbox')
    await deliver()
    expect((await result(dossier)).electronic_file_id).toBeNull()
    await keepWaitingResults(test.services, test.officeId)
    expect((await result(dossier)).electronic_file_id).not.toBeNull()
  })

  it('bears the moment of issue: made later, the bytes are those that would have been made at once', async () => {
    const dossier = await dossierAt(test, 'finished', slow)
    const source = { officeId: test.officeId, dossierId: dossier.id, key: randomUUID() }
    await keepResult(test.services, source)
    const atOnce = (await result(dossier)).sha256
    // As if it had not been kept, an hour later.
    await test.owner.query('delete from citizen_papers where dossier_id = $1', [dossier.id])
    await test.owner.query('update dossier_results set electronic_file_id = null where dossier_id = $1', [
      dossier.id,
    ])
    test.time.advanceMinutes(60)
    await keepResult(test.services, { ...source, key: randomUUID() })
    expect((await result(dossier)).sha256).toBe(atOnce)
  })

  it('does not change with the office’s name', async () => {
    const dossier = await dossierAt(test, 'finished', slow)
    await deliver()
    const before = await result(dossier)
    const example = updateOffice.example ?? ({} as never)
    await test.write(await test.as('quantri'), updateOffice, { ...example, name: 'UBND xã Tên Mới' })
    const answer = await test.app.server.inject({
      url: `/api/v1/dossiers/${dossier.code}/result.pdf`,
      headers: { cookie: await test.cookie('chuyenmon') },
    })
    expect(answer.statusCode).toBe(200)
    expect(createHash('sha256').update(answer.rawPayload).digest('hex')).toBe(before.sha256)
    await test.write(await test.as('quantri'), updateOffice, example)
  })

  it('cannot be replaced after issue', async () => {
    const dossier = await dossierAt(test, 'finished', slow)
    await deliver()
    const before = await result(dossier)
    const attempt = test.write(await test.as('chuyenmon'), draftResult, {
      code: dossier.code,
      revision: dossier.revision,
      title: 'Kết quả khác',
      letter: sampleLetter,
    })
    await expect(attempt).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(
      test.write(systemActor(test.officeId), keepElectronicResult, {
        dossierId: dossier.id,
        content: { sha256: 'f'.repeat(64), size: 1, name: 'khac.pdf', mediaType: 'application/pdf' },
      }),
    ).resolves.toEqual({ fileId: before.electronic_file_id })
    expect(await result(dossier)).toEqual(before)
  })

  it('of somebody without an identifier is kept, and stands in nobody’s store', async () => {
    const nobody = { ...receptionExample.applicant, personalId: '' }
    const dossier = await dossierAt(test, 'finished', { ...slow, applicant: nobody })
    await deliver()
    expect((await result(dossier)).electronic_file_id).not.toBeNull()
    expect(await papersOf(dossier)).toEqual([])
  })

  it('of a dossier that is not finished is not made', async () => {
    const dossier = await dossierAt(test, 'issue', slow)
    const of = { officeId: test.officeId, dossierId: dossier.id, key: randomUUID() }
    await expect(keepResult(test.services, of)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('uncollected results', () => {
  const news = async ({ id }: MadeDossier) =>
    (
      await test.owner.query(
        `select payload ->> 'dueOn' as due from outbox where topic = 'dossier.reminder_due' and payload ->> 'dossierId' = $1 order by id`,
        [id],
      )
    ).rows.map(({ due }) => due)
  const announce = () => announceUncollected(test.services, test.officeId)

  it('are announced by nobody but the program', async () => {
    await expect(test.write(await test.as('tiepnhan'), flagUncollected, {})).rejects.toMatchObject({
      code: 'not_allowed',
    })
  })

  it('are announced from the seventh day on, once for each day due, also when the program was off that day', async () => {
    const dossier = await dossierAt(test, 'finished', slow)
    test.time.set('2026-03-30T09:00:00+07:00')
    await announce()
    expect(await news(dossier)).toEqual([])
    test.time.set('2026-04-02T09:00:00+07:00')
    await announce()
    expect(await news(dossier)).toEqual(['2026-03-31'])
    await Promise.all([announce(), announce()])
    test.time.set('2026-04-09T09:00:00+07:00')
    await announce()
    expect(await news(dossier)).toEqual(['2026-03-31'])
  })

  it('leave no trace on a day without any', async () => {
    await announce()
    const count = async () => (await test.owner.query('select count(*) from audit_events')).rows[0].count
    const before = await count()
    await announce()
    expect(await count()).toBe(before)
  })

  it('that the office itself has to post or confirm are no matter for a reminder', async () => {
    const posted = await dossierAt(test, 'finished', { ...slow, returnMethod: 'post' })
    const online = await dossierAt(test, 'finished', { ...slow, returnMethod: 'online' })
    test.time.set('2026-05-05T09:00:00+07:00')
    await announce()
    expect([await news(posted), await news(online)]).toEqual([[], []])
  })
})
