import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publicActor } from '../../platform/http/context.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { requestSupplement } from '../commands/request-supplement.ts'
import { stopDossier } from '../commands/stop-dossier.ts'
import { dossierAt, type MadeDossier, receivedDossier } from '../factory.ts'
import { trackDossier } from './track-dossier.ts'

let app: TestApp
let dossier: MadeDossier

const applicant = {
  kind: 'citizen' as const,
  name: 'Trần Thị <b>Riêng</b> 😀',
  personalId: '038190000123',
  birthDate: '1990-01-02',
  sex: 'female' as const,
  address: 'Ngõ Bí Mật, thôn Kín',
  phone: '0912345678',
  email: 'rieng@example.vn',
}
const submitter = { name: 'Lê Văn Nộp Hộ', personalId: '038085004444', phone: '0987654321' }
const personal = [
  ...['Riêng', '038190000123', '0123', 'Bí Mật', 'thôn Kín', '0912345678', '5678', 'rieng@example.vn'],
  ...['Nộp Hộ', '038085004444', '4444', '0987654321', 'Nội dung kín', '1990-01-02', 'Cán bộ Mẫu', 'Mẫu Một'],
]

beforeAll(async () => {
  app = await startTestApp()
  dossier = await receivedDossier(app, { applicant, submitter, content: 'Nội dung kín' })
})
afterAll(() => app?.close())

const track = (code: string) => app.read(publicActor, trackDossier, { code })
/** From an address of its own, so that no test uses up another's tries. */
let addresses = 0
function get(code: string, remoteAddress?: string) {
  addresses += 1
  return app.app.server.inject({
    url: `/api/v1/tracking/${encodeURIComponent(code)}`,
    remoteAddress: remoteAddress ?? `10.1.0.${addresses}`,
  })
}

describe('a code alone', () => {
  test('shows where the dossier is, whose desk by post, and by when', async () => {
    const answer = await get(dossier.code)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json()).toMatchObject({
      code: dossier.code,
      office: { name: 'UBND xã Cẩm Long', phone: '0237 000 0000' },
      status: { number: 2, name: 'Được tiếp nhận' },
      current: { desk: 'Bộ phận Tiếp nhận và trả kết quả' },
      receivedAt: '2026-03-24T02:00:00.000Z',
      timing: { isLate: false },
      events: [{ text: 'Đã tiếp nhận hồ sơ và hẹn trả kết quả.' }],
    })
    expect(answer.json().steps[0]).toMatchObject({ state: 'current', stateWords: 'Đang thực hiện' })
  })

  test('shows nothing personal, of the citizen or of an officer', async () => {
    const { body } = await get(dossier.code)
    expect(personal.filter((value) => body.includes(value))).toEqual([])
  })

  test('cannot: the public role may not read those columns at all', async () => {
    const columns = [
      'applicant_name',
      'personal_id',
      'phone',
      'address',
      'email',
      'birth_date',
      'submitter_name',
    ]
    for (const column of [...columns, 'content', 'holder_id', 'collector_name', 'search_text', '*']) {
      await expect(asPublic(`select ${column} from dossiers`), column).rejects.toThrow(/permission denied/)
    }
    for (const table of [
      'dossier_components',
      'dossier_papers',
      'dossier_files',
      'dossier_results',
      'files',
    ]) {
      await expect(asPublic(`select 1 from ${table}`), table).rejects.toThrow(/permission denied/)
    }
    for (const column of ['actor_name', 'actor_id', 'actor_post', 'note', 'facts']) {
      await expect(asPublic(`select ${column} from dossier_events`)).rejects.toThrow(/permission denied/)
    }
    await expect(asPublic('select full_name from staff_members')).rejects.toThrow(/permission denied/)
    await expect(asPublic(`update dossiers set status = 10`)).rejects.toThrow(/permission denied|read-only/)
  })
})

async function asPublic(statement: string): Promise<unknown> {
  const client = await app.services.database.pool.connect()
  try {
    await client.query('begin')
    await client.query('set local role motcua_public')
    return await client.query(statement)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

describe('a code as people give it', () => {
  test('in lower case, with spaces, long dashes, or the whole address', async () => {
    const { code } = dossier
    const typed = [
      ...[code.toLowerCase(), ` ${code} `, code.replaceAll('-', ' - '), code.replaceAll('-', '–')],
      ...[code.replaceAll('-', ' '), `http://127.0.0.1:3000/tra-cuu/${code}`],
    ]
    for (const each of typed) expect((await track(each)).code, each).toBe(code)
  })

  test.each([
    ['well formed, never given', 'H56.22.17-20260324-0009999'],
    ['of an office that never was', 'H99.99.99-20260324-0000001'],
    ['emoji', '😀😀😀'],
    ['SQL', "' or 1=1; drop table dossiers; --"],
    ['HTML', '<script>alert(1)</script>'],
    ['decomposed Vietnamese', 'hồ sơ của tôi'.normalize('NFD')],
    ['a pattern', 'H56.22.17-20260324-%'],
  ])('%s: the same answer as any unknown code', async (_, code) => {
    const unknown = (await get('H56.22.17-20260101-0000001')).json()
    const answer = await get(code)
    expect(answer.statusCode).toBe(404)
    expect({ ...answer.json(), requestId: '' }).toEqual({ ...unknown, requestId: '' })
    expect(answer.json().detail).toMatch(/Không tìm thấy hồ sơ có mã này\. Hãy/)
  })

  test('a NUL', async () => {
    const answer = await get('H56.22.17\u0000-20260324-0000001')
    expect([404, 422]).toContain(answer.statusCode)
  })

  test('a thousand characters', async () => {
    const answer = await get('9'.repeat(1000))
    expect(answer.statusCode).toBe(404)
    await expect(track('9'.repeat(1000))).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('the life of a dossier', () => {
  test('late is said in words with the promised time', async () => {
    const made = await receivedDossier(app)
    const { dueAt } = await track(made.code)
    const before = app.time.clock().toISOString()
    app.time.set(new Date(dueAt.getTime() + 60_000).toISOString())
    const { timing, status } = await track(made.code)
    app.time.set(before)
    expect(status.sentence).not.toContain('chưa phải làm gì')
    expect(timing).toMatchObject({
      isLate: true,
      words: expect.stringMatching(/^Đã quá hẹn từ \d\d:\d\d ngày/),
    })
  })

  test('papers asked for: since when, and the clock stands still', async () => {
    const made = await receivedDossier(app)
    const items = ['Bản chính giấy chứng sinh của cháu Tí']
    const counter = await app.as('tiepnhan')
    const { code, revision } = made
    await app.write(counter, requestSupplement, { code, revision, items, reason: 'Thiếu' })
    const found = await track(code)
    expect(found.status.number).toBe(5)
    expect(found.supplementAskedAt).toEqual(app.time.clock())
    expect(found.timing?.words).toMatch(/tạm dừng/)
    expect(found.steps.some((step) => step.state === 'paused')).toBe(true)
    expect(JSON.stringify(found)).not.toContain('cháu Tí')
  })

  test('finished, returned, stopped', async () => {
    const finished = await track((await dossierAt(app, 'finished')).code)
    expect(finished).toMatchObject({ status: { number: 9 }, timing: { isLate: false } })
    expect(finished.steps.at(-1)?.stateWords).toBe('Chờ bạn đến nhận')
    const returned = await track((await dossierAt(app, 'returned')).code)
    expect(returned.current).toBeNull()
    expect(returned.steps.every((step) => step.state === 'done')).toBe(true)
    const { code, revision } = await dossierAt(app, 'appraisal')
    const reason = 'Không đủ điều kiện'
    await app.write(await app.as('chutich'), stopDossier, { code, revision, ground: 'not_eligible', reason })
    const stopped = await track(code)
    expect(stopped).toMatchObject({ timing: null, current: null, status: { name: 'Dừng xử lý' } })
    expect(stopped.steps.map((step) => step.state)).toContain('stopped')
  })
})

describe('guessing', () => {
  test('codes in sequence cannot be walked', async () => {
    const answers: number[] = []
    for (let number = 1; number <= 15; number += 1) {
      const code = `H56.22.17-20260325-${String(number).padStart(7, '0')}`
      answers.push((await get(code, '10.2.0.1')).statusCode)
    }
    expect(answers.filter((status) => status === 404)).toHaveLength(10)
    const refused = await get('H56.22.17-20260325-0000099', '10.2.0.1')
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.json().detail).toMatch(/Hãy chờ \d+ phút/)
    expect((await get(dossier.code, '10.2.0.2')).statusCode).toBe(200)
  })

  test('one address has its share of a minute, spelling does not matter', async () => {
    const answers = await Promise.all(
      Array.from({ length: 70 }, (_, index) => get(dossier.code + ' '.repeat(index), '10.2.0.3')),
    )
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(60)
  })
})
