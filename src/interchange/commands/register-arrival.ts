import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { type Actor, defineCommand, type Outcome, type Tx } from '../../platform/operations.ts'
import { noteFromSender } from '../../records/commands/recall-incoming.ts'
import { registerDocument } from '../../records/commands/register-incoming.ts'
import { registerExample } from '../../records/examples.ts'
import { longestArrival } from '../../records/model/document-fields.ts'
import { demoArrivalRef } from '../examples.ts'
import { registerArrivalInput } from '../model/arrival-inputs.ts'
import { clerks } from '../policy.ts'
import { copyFiles } from './copy-files.ts'
import { decideArrival, type OpenArrival, openArrival, sentBy } from './open-arrival.ts'
import { queueStatus } from './queue-message.ts'

const { channel: _, ...example } = registerExample

/** Đăng ký văn bản đến từ liên thông (NĐ 30/2020/NĐ-CP Điều 22): it gets its number, and the sender is told it (03). */
export const registerArrival = defineCommand({
  name: 'interchange.registerArrival',
  title: 'Đăng ký văn bản đến từ liên thông',
  audience: clerks,
  door: { method: 'POST', path: '/interchange/arrivals/{id}/registration', status: 201 },
  input: registerArrivalInput,
  output: z.object({ id: z.uuid(), arrivalNumber: z.int(), arrivalYear: z.int() }),
  example: { ...example, symbol: '915/SNV-CCHC', ...demoArrivalRef('register') },
  async run(tx, actor, { id, revision, ...typed }) {
    const arrival = await openArrival(tx, actor, { id, revision, action: 'register' })
    const incomingId = uuid()
    const registered = await registerDocument(tx, actor, {
      id: incomingId,
      input: {
        ...typed,
        channel: 'interchange',
        arrivedOn: arrivalDay(arrival.receivedAt, tx.now),
        fileIds: await copyFiles(tx, actor, arrival.fileIds),
      },
    })
    const { arrivalNumber, arrivalYear } = registered.output
    await decideArrival(tx, actor, { id, state: 'registered', incomingId })
    await queueStatus(tx, actor, {
      arrival: sentBy(arrival),
      code: '03',
      words: `Văn thư đã tiếp nhận, số đến ${arrivalNumber}/${arrivalYear}.`,
    })
    return withOriginal(tx, actor, { arrival, registered })
  },
})

/** The day it came; what lay longer than may be registered so is registered as of the first day that may. */
function arrivalDay(receivedAt: Date, now: Date): string {
  const earliest = new Date(now.getTime() - longestArrival * 86_400_000)
  return localDate(receivedAt > earliest ? receivedAt : earliest)
}

type Registered = Outcome<{ id: string; arrivalNumber: number; arrivalYear: number }>

/** What replaces or updates a document that is in the register says so there. */
async function withOriginal(
  tx: Tx,
  actor: Actor,
  { arrival, registered }: { arrival: OpenArrival; registered: Registered },
): Promise<Registered> {
  const before = arrival.original?.incomingId
  if (!before) return registered
  const what = arrival.kind === 'replace' ? 'thay thế' : 'cập nhật, đính chính'
  const { arrivalNumber, arrivalYear } = registered.output
  const noted = await noteFromSender(tx, actor, {
    incomingId: before,
    kind: arrival.kind === 'replace' ? 'replaced_by_sender' : 'updated_by_sender',
    words: `Nơi gửi ${what} bằng văn bản số đến ${arrivalNumber}/${arrivalYear}.`,
  })
  return {
    ...registered,
    audit: [...registered.audit, ...noted.audit],
    news: [...(registered.news ?? []), ...noted.news],
  }
}
