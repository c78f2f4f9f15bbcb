import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { builtPages } from '../../testing/built-pages.ts'
import { demoDeskId, demoStaffId, demoUnitId } from '../examples.ts'
import { listReceptions } from '../queries/field-reception.ts'
import { listAbsences } from '../queries/list-absences.ts'
import { listDesks } from '../queries/list-desks.ts'
import { listStaff, listUnits } from '../queries.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp({ pages: await builtPages() })
})
afterAll(() => test?.close())

const places = ['/quan-tri/thiet-lap', '/quan-tri/phong-ban', '/quan-tri/quay', '/quan-tri/can-bo']
const open = async (username: string, url: string) =>
  test.app.server.inject({ url, headers: { cookie: await test.cookie(username) } })
let sent = 0
const send = async (username: string, url: string, form: readonly (readonly [string, string])[]) => {
  sent += 1
  return test.app.server.inject({
    method: 'POST',
    url,
    headers: {
      cookie: await test.cookie(username),
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams([
      ...form.map((each) => [...each]),
      ['idempotencyKey', `trang-${sent}-quay`],
    ]).toString(),
  })
}
const admin = () => test.as('quantri')

describe('the pages of the set-up', () => {
  it('are for the administrator; a form they do not know changes nothing', async () => {
    for (const url of places) {
      for (const username of ['tiepnhan', 'chutich', 'bientap']) {
        expect((await open(username, url)).statusCode).toBe(403)
        if (url !== '/quan-tri/thiet-lap') expect((await send(username, url, [])).statusCode).toBe(403)
      }
      expect((await open('quantri', url)).statusCode).toBe(200)
      if (url !== '/quan-tri/thiet-lap')
        expect((await send('quantri', url, [['viec', 'lạ']])).statusCode).toBeLessThan(500)
    }
  })

  it('add, change, move and retire desks, and show loudly what is received elsewhere', async () => {
    const url = '/quan-tri/quay'
    const desk = [
      ['code', '5'],
      ['name', 'Quầy 5'],
      ['place', 'Sảnh'],
      ['fieldCodes', 'dat-dai'],
      ['fieldCodes', 'ho-tich'],
    ] as const
    await send('quantri', url, [['viec', 'them-quay'], ...desk])
    const added = (await test.read(await admin(), listDesks, {})).desks.find((each) => each.code === '5')
    expect(added?.fieldCodes).toEqual(['dat-dai', 'ho-tich'])
    const deskId = added?.id ?? ''
    await send('quantri', url, [
      ['viec', 'sua-quay'],
      ['deskId', deskId],
      ['revision', '1'],
      ...desk.slice(1, 4),
      ['code', '6'],
    ])
    await send('quantri', url, [
      ['viec', 'len'],
      ['deskId', deskId],
    ])
    const { desks } = await test.read(await admin(), listDesks, {})
    expect(desks.map((each) => each.code)).toEqual(['1', '6', '2'])
    await send('quantri', url, [
      ['viec', 'dung-quay'],
      ['deskId', demoDeskId(0)],
      ['active', 'false'],
    ])
    expect((await test.read(await admin(), listDesks, {})).desks.every((each) => each.active)).toBe(true)
    expect((await open('quantri', url)).body).not.toContain('không tiếp nhận tại bộ phận một cửa')
    await send('quantri', url, [
      ['viec', 'linh-vuc'],
      ['fieldCode', 'dat-dai'],
      ['received', 'false'],
      ['validFrom', '24/03/2026'],
      ['reason', 'Nộp tại Phòng Kinh tế'],
    ])
    const { fields } = await test.read(await admin(), listReceptions, {})
    expect(fields.find((field) => field.code === 'dat-dai')?.received).toBe(false)
    expect((await open('quantri', url)).body).toContain('1 lĩnh vực không tiếp nhận tại bộ phận một cửa')
    expect((await open('quantri', '/quan-tri/thiet-lap')).body).toContain('1 lĩnh vực không tiếp nhận')
  })

  it('add, rename and move units, and post people', async () => {
    const url = '/quan-tri/phong-ban'
    await send('quantri', url, [
      ['viec', 'them-phong'],
      ['name', 'Tổ Địa chính'],
    ])
    await send('quantri', url, [
      ['viec', 'doi-ten'],
      ['unitId', demoUnitId(1)],
      ['name', 'Phòng Kinh tế, Hạ tầng và Đô thị'],
    ])
    await send('quantri', url, [
      ['viec', 'xuong'],
      ['unitId', demoUnitId(0)],
    ])
    await send('quantri', url, [
      ['viec', 'dung-phong'],
      ['unitId', demoUnitId(2)],
      ['standing', 'false'],
    ])
    const { units } = await test.read(await admin(), listUnits, {})
    expect(units.map((unit) => unit.name)).toEqual([
      'Phòng Kinh tế, Hạ tầng và Đô thị',
      'Văn phòng HĐND và UBND',
      'Phòng Văn hóa - Xã hội',
      'Trung tâm Phục vụ hành chính công',
      'Tổ Địa chính',
    ])
    await send('quantri', url, [
      ['viec', 'chuc-danh'],
      ['staffId', demoStaffId('diachinh')],
      ['postTitle', 'Công chức Địa chính'],
      ['unitId', units.at(-1)?.id ?? ''],
    ])
    const { members } = await test.read(await admin(), listStaff, {})
    expect(members.find((each) => each.id === demoStaffId('diachinh'))).toMatchObject({
      postTitle: 'Công chức Địa chính',
      unitId: units.at(-1)?.id,
    })
  })

  it('note an absence and take it back', async () => {
    const url = '/quan-tri/can-bo'
    await send('quantri', url, [
      ['viec', 'vang-mat'],
      ['staffId', demoStaffId('vanthu')],
      ['startsOn', '1/4/2026'],
      ['endsOn', '02/04/2026'],
      ['kind', 'mission'],
      ['substituteId', ''],
    ])
    const absences = async () =>
      (await test.read(await admin(), listAbsences, {})).absences.filter(
        (each) => each.staffId === demoStaffId('vanthu'),
      )
    const [noted] = await absences()
    expect(noted).toMatchObject({ startsOn: '2026-04-01', endsOn: '2026-04-02', substituteName: null })
    expect((await open('quantri', url)).body).toContain('Đi công tác')
    await send('quantri', url, [
      ['viec', 'het-vang'],
      ['absenceId', noted?.id ?? ''],
      ['revision', '1'],
    ])
    expect(await absences()).toEqual([])
  })
})
