import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoSlowProcedureId } from '../../procedures/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { builtPages } from '../../testing/built-pages.ts'
import { noteDownload } from '../commands/note-download.ts'
import { dossierAt, type MadeDossier } from '../factory.ts'
import { keepResult } from '../jobs/results.ts'
import { receptionExample } from '../model/examples.ts'

let app: TestApp
let dossier: MadeDossier
const applicant = { ...receptionExample.applicant, personalId: '038190000123', phone: '0912345678' }
const slow = { procedureId: demoSlowProcedureId, applicant }

beforeAll(async () => {
  app = await startTestApp({ pages: await builtPages() })
  dossier = await finished()
})
afterAll(() => app?.close())

async function finished(): Promise<MadeDossier> {
  const made = await dossierAt(app, 'finished', slow)
  await keepResult(app.services, { officeId: app.officeId, dossierId: made.id, key: randomUUID() })
  return made
}

let addresses = 0
const newAddress = () => {
  addresses += 1
  return `10.9.${Math.floor(addresses / 200)}.${addresses % 200}`
}
const post = (code: string, digits: unknown, remoteAddress = newAddress()) =>
  app.app.server.inject({
    method: 'POST',
    url: `/api/v1/tracking/${encodeURIComponent(code)}/result`,
    payload: { digits } as object,
    remoteAddress,
  })
const press = (code: string, digits: string, remoteAddress = newAddress()) =>
  app.app.server.inject({
    method: 'POST',
    url: `/tra-cuu/${code}/ket-qua`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ digits }).toString(),
    remoteAddress,
  })
const downloads = async ({ id }: MadeDossier) =>
  (
    await app.owner.query(
      `select public_text, actor_id from dossier_events where dossier_id = $1 and kind = 'result_downloaded'`,
      [id],
    )
  ).rows
const keptHash = async ({ id }: MadeDossier) =>
  (
    await app.owner.query(
      'select f.sha256 from dossier_results r join files f on f.id = r.electronic_file_id where r.dossier_id = $1',
      [id],
    )
  ).rows[0].sha256

describe('who may not', () => {
  test('wrong digits and an unknown code get the same answer and no file', async () => {
    const wrong = await post(dossier.code, '9999')
    expect(wrong.statusCode).toBe(422)
    for (const code of ['H56.22.17-20260324-0009999', 'H99.99-20260324-0000001', '😀', "' or 1=1 --"]) {
      const unknown = await post(code, '0123')
      expect({ ...unknown.json(), requestId: '' }).toEqual({ ...wrong.json(), requestId: '' })
    }
    for (const digits of ['', '12', null, ['0'], {}, undefined]) {
      expect((await post(dossier.code, digits)).statusCode).toBe(422)
    }
  })

  test('after five wrong tries the result is locked, whoever asks and whichever door', async () => {
    const other = await finished()
    for (let tries = 0; tries < 5; tries += 1) expect((await post(other.code, '9999')).statusCode).toBe(422)
    const locked = await post(other.code, '0123')
    expect(locked.statusCode).toBe(429)
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0)
    const page = await press(other.code, '0123')
    expect([page.statusCode, page.headers.location]).toEqual([303, `/tra-cuu/${other.code}?tai=nhieu-lan`])
    expect(await downloads(other)).toEqual([])
  })

  test('walking through codes from one address is stopped', async () => {
    const statuses: number[] = []
    for (let number = 1; number <= 30; number += 1) {
      const code = `H56.22.17-20260324-${String(5000 + number).padStart(7, '0')}`
      statuses.push((await post(code, '0123', '10.8.0.1')).statusCode)
    }
    expect(statuses).toContain(429)
    expect(statuses).not.toContain(200)
  })

  test('nobody notes a download but the program', async () => {
    for (const username of ['tiepnhan', 'chutich', 'quantri']) {
      await expect(
        app.write(await app.as(username), noteDownload, { dossierId: dossier.id }),
      ).rejects.toMatchObject({ code: 'not_allowed' })
    }
  })
})

test('what is not finished has no result to give', async () => {
  const open = await dossierAt(app, 'issue', slow)
  expect((await post(open.code, '0123')).statusCode).toBe(404)
  const notKept = await dossierAt(app, 'finished', slow)
  expect((await post(notKept.code, '5678')).statusCode).toBe(404)
  const page = await press(notKept.code, '5678')
  expect(page.headers.location).toBe(`/tra-cuu/${notKept.code}?tai=chua-co`)
  const shown = await app.app.server.inject({
    url: String(page.headers.location),
    remoteAddress: newAddress(),
  })
  expect(shown.body).toContain('Kết quả điện tử chưa có.')
})

test('the citizen gets the very file that was kept, to store and never to be kept by others', async () => {
  const hash = await keptHash(dossier)
  for (const answer of [await post(dossier.code, '0123'), await press(dossier.code.toLowerCase(), '5678')]) {
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toContain('application/pdf')
    expect(answer.headers['cache-control']).toBe('private, no-store')
    expect(String(answer.headers['content-disposition'])).toContain(`ket-qua-${dossier.code}.pdf`)
    expect(createHash('sha256').update(answer.rawPayload).digest('hex')).toBe(hash)
  }
})

test('taking it is told in the timeline once a day and changes no state; the officer confirms', async () => {
  const made = await finished()
  await Promise.all([post(made.code, '0123'), post(made.code, '0123')])
  await post(made.code, '0123')
  expect(await downloads(made)).toEqual([{ public_text: 'Công dân đã tải kết quả điện tử.', actor_id: null }])
  const status = await app.owner.query('select status, revision from dossiers where id = $1', [made.id])
  expect(status.rows[0]).toEqual({ status: 9, revision: made.revision })
  app.time.advanceMinutes(24 * 60)
  await post(made.code, '0123')
  expect(await downloads(made)).toHaveLength(2)
})

test('the full page offers it with a plain form; without proof the address leads to the dossier’s page', async () => {
  const form = await app.app.server.inject({
    method: 'POST',
    url: `/tra-cuu/${dossier.code}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'digits=0123',
    remoteAddress: newAddress(),
  })
  expect(form.statusCode).toBe(200)
  expect(form.headers['cache-control']).toBe('no-store')
  expect(form.body).toContain(`action="/tra-cuu/${dossier.code}/ket-qua"`)
  expect(form.body).toContain('Tải kết quả điện tử (PDF)')
  expect(form.body).not.toContain('<script')
  const bare = await app.app.server.inject({
    url: `/tra-cuu/${dossier.code}/ket-qua`,
    remoteAddress: newAddress(),
  })
  expect([bare.statusCode, bare.headers.location]).toEqual([302, `/tra-cuu/${dossier.code}`])
  const wrong = await press(dossier.code, '9999')
  expect(wrong.headers.location).toBe(`/tra-cuu/${dossier.code}?tai=chua-dung`)
})
