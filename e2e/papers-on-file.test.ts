import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { dossierAt } from '../src/dossiers/factory.ts'
import { keepResult } from '../src/dossiers/jobs/results.ts'
import { receptionExample } from '../src/dossiers/model/examples.ts'
import { demoSlowProcedureId } from '../src/procedures/examples.ts'
import {
  applicantField,
  chooseProcedure,
  givenCode,
  madeUpPerson,
  openIntake,
  saveButton,
  tickAll,
  typePerson,
} from './intake.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let page: Page
const person = madeUpPerson(41)
const paper = 'Giấy xác nhận tình trạng hôn nhân đã cấp trước đó'

/** The owner has one result of the kind that the procedure asks for; another person has none. */
beforeAll(async () => {
  stage = await openStage()
  const { app } = stage
  const applicant = { ...receptionExample.applicant, name: person.name, personalId: person.personalId }
  const made = await dossierAt(app, 'finished', { procedureId: demoSlowProcedureId, applicant })
  const found = await app.owner.query(
    `select c.name from dossier_components c where c.dossier_id = $1 and c.kind <> 'form' order by c.ordinal limit 1`,
    [made.id],
  )
  expect(found.rows[0].name).toContain(paper)
  await app.owner.query('update dossier_results set title = $1 where dossier_id = $2', [
    found.rows[0].name,
    made.id,
  ])
  await keepResult(app.services, { officeId: app.officeId, dossierId: made.id, key: randomUUID() })
  page = await stage.openAs('tiepnhan')
})
afterAll(() => stage?.close())
afterEach(() => {
  expect(stage.troubles()).toEqual([])
})

const offered = () => page.getByText(/^Đã có: Giấy xác nhận tình trạng hôn nhân/)

test('a paper on file is offered, one key takes it, and the dossier keeps that nothing was asked for', async () => {
  await openIntake(page)
  await chooseProcedure(page)
  await typePerson(page, person)
  await offered().waitFor()
  await tickAll(page)
  await page.keyboard.press('Alt+k')
  await page.getByRole('button', { name: /^Nhận bản giấy thay/ }).waitFor()
  await saveButton(page).click()
  const code = await givenCode(page)
  const kept = await stage.app.owner.query(
    `select c.reuse, c.originals, c.copies from dossier_components c join dossiers d on d.id = c.dossier_id
     where d.code = $1 and c.citizen_paper_id is not null`,
    [code],
  )
  expect(kept.rows).toEqual([{ reuse: 'store', originals: 0, copies: 0 }])
})

test('when the number is corrected, nothing of the first person stays offered or taken', async () => {
  await openIntake(page)
  await chooseProcedure(page)
  await typePerson(page, person)
  await offered().waitFor()
  await page.keyboard.press('Alt+k')
  await page.getByRole('button', { name: /^Nhận bản giấy thay/ }).waitFor()
  await applicantField(page, 'Số định danh cá nhân').fill(madeUpPerson(42).personalId)
  await offered().waitFor({ state: 'detached' })
  expect(await page.getByRole('button', { name: /^(Nhận bản giấy thay|Dùng giấy tờ đã có)/ }).count()).toBe(0)
  const row = page.getByRole('checkbox', { name: new RegExp(paper) })
  expect(await row.isChecked()).toBe(false)
})
