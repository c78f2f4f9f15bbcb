import { afterAll, beforeAll, expect, it } from 'vitest'
import { prepareSigning } from '../../../demo/signing.ts'
import { startTestApp, type TestApp } from '../../../testing/app.ts'
import { createOutgoing } from '../../commands/outgoing/draft-outgoing.ts'
import { submitOutgoing } from '../../commands/outgoing/step-outgoing.ts'
import { cast, givenDocument } from '../../factory.ts'
import { outgoingExamples } from '../../model/outgoing/outgoing-examples.ts'
import { outgoingInbox } from './outgoing-inbox.ts'

let test: TestApp
beforeAll(async () => {
  test = await startTestApp()
  await prepareSigning(test.services)
})
afterAll(() => test?.close())

it('shows what waits for the actor alone, what is due first coming first, by what it answers, its own day, and urgency', async () => {
  const people = await cast(test)
  const { lead, clerk } = people
  const content = outgoingExamples['ke-hoach']
  if (!content) throw new Error('no example')
  const draft = async (own: { repliesTo?: string[]; replyBy?: string; urgency?: 'express' } = {}) => {
    const { urgency = 'normal' as const, ...parts } = own
    const made = await test.write(lead, createOutgoing, {
      content: { ...content, urgency },
      secrecy: 'open',
      fileId: null,
      repliesTo: [],
      replyBy: null,
      ...parts,
    })
    return made.id
  }
  const plain = await draft()
  const replying = await draft({
    repliesTo: [(await givenDocument(test, people, { dueOn: '2026-03-26' })).id],
    replyBy: '2026-04-20',
  })
  const asking = await draft({ replyBy: '2026-03-28' })
  const urgent = await draft({ urgency: 'express' })
  const { items } = await test.read(lead, outgoingInbox, {})
  expect(items.map(({ id }) => id)).toEqual([urgent, replying, asking, plain])
  expect(items.map(({ dueOn }) => dueOn)).toEqual([null, '2026-03-26', '2026-03-28', null])
  expect(items[1]).toMatchObject({ taskName: 'Soạn, trình văn bản đi', dueWords: 'còn 2 ngày' })
  expect((await test.read(clerk, outgoingInbox, {})).items).toEqual([])
  await test.write(lead, submitOutgoing, { id: plain, revision: 1, words: '' })
  expect((await test.read(clerk, outgoingInbox, {})).items).toMatchObject([
    { id: plain, taskName: 'Kiểm tra thể thức văn bản đi' },
  ])
  expect((await test.read(lead, outgoingInbox, {})).items.some(({ id }) => id === plain)).toBe(false)
})
