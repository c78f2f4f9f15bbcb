import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiveDossier } from '../dossiers/commands/receive-dossier.ts'
import { receptionExample } from '../dossiers/model/examples.ts'
import { subscribersOf } from '../jobs.ts'
import { deliverNews } from '../platform/outbox.ts'
import { demoDeskId } from '../staff/examples.ts'
import { startTestApp, type TestApp } from '../testing/app.ts'
import { callNext } from './commands/call-next.ts'
import { finishTicket, startServing } from './commands/serve-ticket.ts'
import { makeDevice, takeAt } from './factory.ts'

let test: TestApp
let kiosk: string
beforeAll(async () => {
  test = await startTestApp()
  kiosk = (await makeDevice(test, 'kiosk')).token
})
afterAll(() => test?.close())

/** A ticket that is being served at desk 1. */
async function served(): Promise<string> {
  const officer = await test.as('tiepnhan')
  await takeAt(test, kiosk, { fieldCode: 'chung-thuc' })
  const { ticketId } = await test.write(officer, callNext, { deskId: demoDeskId(0) })
  await test.write(officer, startServing, { ticketId })
  return ticketId
}

const receive = async (ticketId: string) =>
  test.write(await test.as('tiepnhan'), receiveDossier, { ...receptionExample, ticketId })
const deliver = () => deliverNews(test.services, test.officeId, subscribersOf(test.services))

async function ticketRow(id: string) {
  const found = await test.owner.query<{ state: string; dossier_id: string | null }>(
    'select state, dossier_id from tickets where id = $1',
    [id],
  )
  return found.rows[0]
}

describe('a dossier received with a ticket', () => {
  it('ends the ticket and is linked to it, also when the officer’s page ended it before', async () => {
    const ticketId = await served()
    const { id, code } = await receive(ticketId)
    await deliver()
    expect(await ticketRow(ticketId)).toEqual({ state: 'done', dossier_id: id })
    await test.write(await test.as('tiepnhan'), finishTicket, { ticketId, dossierCode: code })
    expect(await ticketRow(ticketId)).toEqual({ state: 'done', dossier_id: id })
  })

  it('whose form was still open when the next citizen was called ends its own ticket, not theirs', async () => {
    const officer = await test.as('tiepnhan')
    const first = await served()
    await test.write(officer, finishTicket, { ticketId: first })
    const second = await served()
    const { id } = await receive(first)
    await deliver()
    expect(await ticketRow(first)).toEqual({ state: 'done', dossier_id: id })
    expect(await ticketRow(second)).toEqual({ state: 'serving', dossier_id: null })
    await test.write(officer, finishTicket, { ticketId: second })
  })

  it('that names a ticket which is not there is received all the same, and its news is delivered', async () => {
    await receive('01980000-0000-7000-8000-999999999999')
    expect(await deliver()).toBeGreaterThan(0)
    const waiting = await test.owner.query('select 1 from outbox where delivered_at is null')
    expect(waiting.rowCount).toBe(0)
  })

  it('cannot be claimed with a dossier code that is not there', async () => {
    const ticketId = await served()
    await expect(
      test.write(await test.as('tiepnhan'), finishTicket, {
        ticketId,
        dossierCode: 'H56.22.17-20260324-0009999',
      }),
    ).rejects.toMatchObject({ facts: { fields: { dossierCode: expect.any(String) } } })
    expect(await ticketRow(ticketId)).toEqual({ state: 'serving', dossier_id: null })
  })
})
