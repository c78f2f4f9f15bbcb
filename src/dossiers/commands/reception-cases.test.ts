import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoProcedureId } from '../../procedures/examples.ts'
import { nextVersion } from '../../procedures/factory.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { receptionExample } from '../model/examples.ts'
import { getPending } from '../queries/get-pending.ts'
import { previewReception } from '../queries/preview-reception.ts'
import { receiveDossier } from './receive-dossier.ts'
import { turnAway } from './turn-away.ts'

let test: TestApp
let version = 0

const original = { name: 'Bản chính', kind: 'original', quantity: 1, required: true }
const cases = [
  { code: 'tai-quay', name: 'Nộp tại quầy', components: [original] },
  {
    code: 'uy-quyen',
    name: 'Người được ủy quyền nộp',
    components: [
      original,
      { ...original, name: 'Văn bản ủy quyền', paperCode: 'KQ.G15.000099' },
      { ...original, name: 'Giấy tờ của người ủy quyền' },
    ],
  },
]
const tax = { code: 'G12.99', name: 'Thuế cơ sở Mẫu' }

beforeAll(async () => {
  test = await startTestApp()
  version = await nextVersion(test, {
    procedureId: demoProcedureId,
    validFrom: '2026-03-24',
    note: 'Tách trường hợp.',
    change: { cases, agencies: { deciding: tax } },
  })
})
afterAll(() => test?.close())

const handed = (count: number) =>
  Array.from({ length: count }, (_, ordinal) => ({ ordinal, provided: true, originals: 1 }))

async function receive(input: object) {
  return test.write(await test.as('tiepnhan'), receiveDossier, {
    ...receptionExample,
    components: handed(1),
    ...input,
  })
}

async function storedPapers(id: string) {
  const rows = await test.owner.query(
    'select name, paper_code from dossier_components where dossier_id = $1 order by ordinal',
    [id],
  )
  return rows.rows.map((row) => [row.name, row.paper_code])
}

describe('cases of a procedure', () => {
  it('each ask for their own papers, the first one unless told', async () => {
    const counter = await test.as('tiepnhan')
    const preview = (caseCode?: string) =>
      test.read(counter, previewReception, { procedureId: demoProcedureId, caseCode })
    expect(await preview()).toMatchObject({
      version,
      caseCode: 'tai-quay',
      components: [{ name: 'Bản chính' }],
    })
    expect((await preview('uy-quyen')).components).toHaveLength(3)
    await expect(preview('khong-co')).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { caseCode: expect.stringContaining('trường hợp') } },
    })
  })

  it('are kept with the dossier, with the codes of the papers', async () => {
    const { id } = await receive({ caseCode: 'uy-quyen', components: handed(3) })
    const row = await test.owner.query(
      'select case_code, case_name, procedure_version from dossiers where id = $1',
      [id],
    )
    expect(row.rows[0]).toEqual({
      case_code: 'uy-quyen',
      case_name: 'Người được ủy quyền nộp',
      procedure_version: version,
    })
    expect(await storedPapers(id)).toEqual([
      ['Bản chính', ''],
      ['Văn bản ủy quyền', 'KQ.G15.000099'],
      ['Giấy tờ của người ủy quyền', ''],
    ])
  })

  it('refuse what the case asks for and was not brought, though another case does not ask for it', async () => {
    await expect(receive({ caseCode: 'uy-quyen' })).rejects.toMatchObject({
      code: 'invalid_input',
      facts: { fields: { 'components.1.provided': expect.stringContaining('Văn bản ủy quyền') } },
    })
  })

  it('may change between the first visit and reception: papers of the other case are gone', async () => {
    const counter = await test.as('tiepnhan')
    const turned = await test.write(counter, turnAway, {
      procedureId: demoProcedureId,
      caseCode: 'uy-quyen',
      applicant: receptionExample.applicant,
      components: handed(2).concat({ ordinal: 2, provided: false, originals: 0 }),
      kind: 'supplement',
      items: ['Giấy tờ của người ủy quyền'],
      reason: 'Còn thiếu.',
    })
    expect(await test.read(counter, getPending, { id: turned.id })).toMatchObject({ caseCode: 'uy-quyen' })
    await receive({ pendingId: turned.id, caseCode: 'tai-quay' })
    expect(await storedPapers(turned.id)).toEqual([['Bản chính', '']])
  })
})

describe('a procedure changed while the form was open', () => {
  it('is stale for what was typed under the version before, and goes through on the new one', async () => {
    const before = version
    version = await nextVersion(test, {
      procedureId: demoProcedureId,
      validFrom: '2026-03-24',
      note: 'Đổi kết quả.',
      change: { result: 'Kết quả mới' },
    })
    await expect(receive({ procedureVersion: before })).rejects.toMatchObject({
      code: 'stale',
      facts: { detail: expect.stringContaining('Nội dung đã nhập vẫn còn') },
    })
    const { id } = await receive({ procedureVersion: version })
    const row = await test.owner.query('select procedure_version from dossiers where id = $1', [id])
    expect(row.rows[0].procedure_version).toBe(version)
  })
})

describe('the three agencies (NĐ 118/2025/NĐ-CP)', () => {
  const own = { code: 'H56.22.17', name: 'UBND xã Cẩm Long' }
  const agenciesOf = async (id: string) =>
    (await test.owner.query('select agencies from dossiers where id = $1', [id])).rows[0].agencies

  it('are the office itself unless the procedure or the officer names another', async () => {
    const elsewhere = { code: 'H56.22.18', name: 'UBND xã Mẫu Bên' }
    const here = await receive({})
    expect(await agenciesOf(here.id)).toEqual({ handedIn: own, receiving: own, deciding: tax })
    const there = await receive({ handedInAt: elsewhere })
    expect(await agenciesOf(there.id)).toEqual({ handedIn: elsewhere, receiving: own, deciding: tax })
  })

  it('keep their names of the day', async () => {
    const { id } = await receive({})
    await test.owner.query(`update offices set name = 'UBND xã Tên Mới'`)
    expect(await agenciesOf(id)).toMatchObject({ receiving: own })
  })
})
