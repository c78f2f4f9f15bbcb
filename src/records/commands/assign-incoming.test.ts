import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareSigning } from '../../demo/signing.ts'
import type { Actor } from '../../platform/operations.ts'
import { demoStaffId, demoUnitId } from '../../staff/examples.ts'
import { startTestApp, type TestApp } from '../../testing/app.ts'
import { readPdf } from '../../testing/read-pdf.ts'
import { type Cast, cast, someDocument } from '../factory.ts'
import { assignmentChoices } from '../queries/assignment-choices.ts'
import { directionChoices } from '../queries/direction-choices.ts'
import { getIncoming } from '../queries/get-incoming.ts'
import { incomingInbox } from '../queries/incoming-inbox.ts'
import { assignIncoming } from './assign-incoming.ts'
import { directIncoming } from './direct-incoming.ts'
import { finishIncoming } from './finish-incoming.ts'
import { takeUpIncoming } from './handle-incoming.ts'
import { registerIncoming } from './register-incoming.ts'
import { returnDirection } from './return-direction.ts'

let test: TestApp
let people: Cast
/** Head of the unit, and somebody of it. */
let head: Actor
let mate: Actor
beforeAll(async () => {
  test = await startTestApp()
  await prepareSigning(test.services)
  people = await cast(test)
  ;[head, mate] = [await test.as('tiepnhan'), await test.as('tiepnhan2')]
})
afterAll(() => test?.close())

const unitId = demoUnitId(3)
const toUnit = { kind: 'action' as const, leadUnitId: unitId, words: 'Giao đơn vị tham mưu.' }

async function given(own: object = {}) {
  const { id } = await test.write(people.clerk, registerIncoming, someDocument())
  const direction = { id, revision: 1, ...toUnit, dueOn: '2026-04-10', ...own }
  return test.write(people.leader, directIncoming, direction)
}
const shown = async (id: string) => {
  const { document } = await test.read(people.clerk, getIncoming, { id })
  if (!document) throw new Error('restricted')
  return document
}
const leads = async (id: string) =>
  (await shown(id)).recipients.filter(({ part }) => part === 'lead').map(({ staffId }) => staffId)

describe('who may not', () => {
  it('name the person: whoever is not the head of the unit it was given to, nor the head of what a person was given', async () => {
    const { id, revision } = await given()
    const assigned = { id, revision, staffId: mate.id }
    for (const actor of [people.leader, people.clerk]) {
      await expect(test.write(actor, assignIncoming, assigned)).rejects.toMatchObject({ code: 'wrong_state' })
    }
    await expect(test.write(mate, assignIncoming, assigned)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(test.read(mate, assignmentChoices, { id })).rejects.toMatchObject({ code: 'not_found' })
    const own = await given({ leadUnitId: null, leadId: head.id })
    await expect(
      test.write(head, assignIncoming, { id: own.id, revision: own.revision, staffId: mate.id }),
    ).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

describe('a direction to a unit', () => {
  it('is led by its head, who names the person; there is one lead at every step, and the slip tells who said what', async () => {
    expect(
      (await test.read(people.leader, directionChoices, { id: (await given()).id })).units,
    ).toContainEqual({
      unitId,
      unitName: expect.stringContaining('hành chính công'),
      headId: head.id,
      headName: head.name,
    })
    const { id, revision } = await given()
    expect(await leads(id)).toEqual([head.id])
    const { people: mates } = await test.read(head, assignmentChoices, { id })
    expect(mates.map(({ id: each }) => each).toSorted()).toEqual(
      [head.id, mate.id, demoStaffId('phochutich')].toSorted(),
    )
    const words = 'Soạn báo cáo trình trước ngày 03.'
    const assigned = await test.write(head, assignIncoming, {
      id,
      revision,
      staffId: mate.id,
      dueOn: '2026-04-03',
      words,
    })
    expect(await leads(id)).toEqual([mate.id])
    expect((await shown(id)).dueOn).toBe('2026-04-10')
    const inbox = await test.read(mate, incomingInbox, {})
    expect(inbox.items.find((each) => each.id === id)).toMatchObject({ dueOn: '2026-04-03', task: 'handle' })
    await test.write(mate, takeUpIncoming, { id, revision: assigned.revision })
    const slip = readPdf(
      (
        await test.app.server.inject({
          url: `/api/v1/incoming/${id}/slip.pdf`,
          headers: { cookie: await test.cookie('vanthu') },
        })
      ).rawPayload,
    ).replaceAll(/\s+/g, ' ')
    const [leader = '', unit = ''] = slip.split('2. Ý kiến của lãnh đạo đơn vị')
    expect(leader).toContain(`hành chính công (${head.name})`)
    expect(leader).toContain('10/04/2026')
    expect(unit).toContain(`Giao cá nhân: ${mate.name}`)
    expect(unit).toContain('03/04/2026')
    expect(unit).toContain(words)
  })

  it('goes back to the head when the person returns it, to the leader when the head does; nobody finishes it so', async () => {
    const { id, revision } = await given({ dueOn: null })
    const first = await test.write(head, assignIncoming, {
      id,
      revision,
      staffId: mate.id,
      dueOn: '2026-04-01',
    })
    expect((await shown(id)).dueOn).toBe('2026-04-01')
    const taken = await test.write(mate, takeUpIncoming, { id, revision: first.revision })
    await expect(test.write(mate, finishIncoming, { id, revision: taken.revision })).rejects.toMatchObject({
      code: 'wrong_state',
    })
    const reason = 'Không thuộc phần việc của tôi.'
    const back = await test.write(mate, returnDirection, { id, revision: taken.revision, reason })
    expect(await leads(id)).toEqual([head.id])
    expect(await shown(id)).toMatchObject({ state: 'directed', dueOn: null, assignment: null })
    expect((await shown(id)).recipients.some(({ staffId }) => staffId === mate.id)).toBe(false)
    const up = await test.write(head, returnDirection, { id, revision: back.revision, reason })
    expect(up.state).toBe('registered')
  })

  it('is taken back or given anew by the head with a reason, and ended by a new direction of the leader', async () => {
    const { id, revision } = await given()
    const first = await test.write(head, assignIncoming, { id, revision, staffId: mate.id })
    const back = { id, revision: first.revision, staffId: head.id }
    await expect(test.write(head, assignIncoming, back)).rejects.toMatchObject({
      facts: { fields: { words: expect.any(String) } },
    })
    const own = await test.write(head, assignIncoming, { ...back, words: 'Người được giao bận việc khác.' })
    expect(await leads(id)).toEqual([head.id])
    const again = await test.write(head, assignIncoming, { id, revision: own.revision, staffId: mate.id })
    await test.write(people.leader, directIncoming, {
      id,
      revision: again.revision,
      kind: 'action',
      leadId: people.lead.id,
      words: 'Giao lại cho chuyên môn.',
    })
    expect(await leads(id)).toEqual([people.lead.id])
    expect((await shown(id)).assignment).toBeNull()
  })

  it.each([
    ['somebody of another unit', { staffId: demoStaffId('xahoi') }, 'staffId'],
    ['the head, who leads already', { staffId: demoStaffId('tiepnhan') }, 'staffId'],
    ['a day past the leader’s deadline', { dueOn: '2026-04-11' }, 'dueOn'],
    ['a day gone by', { dueOn: '2026-03-01' }, 'dueOn'],
  ])('is not passed on with %s', async (_what, own, field) => {
    const { id, revision } = await given()
    await expect(
      test.write(head, assignIncoming, { id, revision, staffId: mate.id, ...own }),
    ).rejects.toMatchObject({ facts: { fields: { [field]: expect.any(String) } } })
  })

  it.each([
    ['a unit without a head', { leadUnitId: demoUnitId(0) }],
    ['a unit and a person', { leadId: demoStaffId('chuyenmon') }],
    ['a unit, for information', { kind: 'information' as const, dueOn: null }],
  ])('is not given to %s', async (_what, own) => {
    await expect(given(own)).rejects.toMatchObject({ facts: { fields: { leadId: expect.any(String) } } })
  })
})
