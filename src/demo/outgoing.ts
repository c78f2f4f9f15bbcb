import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { rememberFiles } from '../files/commands.ts'
import type { StoredContent } from '../files/model/stored-file.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { type Actor, type AuditEntry, type Command, defineCommand, type Tx } from '../platform/operations.ts'
import type { Services } from '../platform/services.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { approveOutgoing } from '../records/commands/outgoing/approve-outgoing.ts'
import { createOutgoing } from '../records/commands/outgoing/draft-outgoing.ts'
import {
  cancelOutgoing,
  issueOutgoing,
  withdrawOutgoing,
} from '../records/commands/outgoing/issue-outgoing.ts'
import { markOutgoingSigned } from '../records/commands/outgoing/sign-outgoing.ts'
import { passOutgoingForm, submitOutgoing } from '../records/commands/outgoing/step-outgoing.ts'
import {
  type DemoOutgoing,
  demoOutgoing,
  demoOutgoingId,
  demoScanId,
} from '../records/model/outgoing/demo-outgoing.ts'
import { outgoingExamples } from '../records/model/outgoing/outgoing-examples.ts'
import { type DemoUsername, demoOfficeId, demoStaffId } from '../staff/examples.ts'

import { makeInternal } from './internal.ts'
import { demoMembers } from './office.ts'
import { scannedContent } from './scan.ts'
import { prepareSigning, under } from './signing.ts'

type Done = 'submit' | 'passForm' | 'approve' | 'sign' | 'issue' | 'recall' | 'cancel'
const signed = ['submit', 'passForm', 'approve', 'sign'] as const

/** How far the document that waits for each next step has come, and which of the examples it is. */
interface History {
  example: string
  done: readonly Done[]
  by?: DemoUsername
  /** Who signs instead of the chairperson. */
  signer?: DemoUsername
}
/** An invitation that the head of the one-stop centre signs by order. */
const invitation = { example: 'giay-moi', by: 'tiepnhan2', signer: 'tiepnhan' } as const

const histories: Readonly<Record<DemoOutgoing, History>> = {
  submit: { example: 'ke-hoach', done: [] },
  passReview: { example: 'giay-moi', done: ['submit'], by: 'bientap' },
  passForm: { example: 'bao-cao', done: ['submit'] },
  approve: { example: 'quyet-dinh', done: ['submit', 'passForm'] },
  sign: { example: 'to-trinh', done: ['submit', 'passForm', 'approve'] },
  issue: { example: 'cong-van', done: signed },
  send: { example: 'thong-bao', done: [...signed, 'issue'] },
  recall: { example: 'huong-dan', done: [...signed, 'issue'] },
  recalled: { example: 'giay-gioi-thieu', done: [...signed, 'issue', 'recall'] },
  cancelled: { example: 'cong-dien', done: ['submit', 'passForm', 'approve', 'cancel'] },
  interchange: { example: 'cong-van', done: [...signed, 'issue'] },
  ownSubmit: { example: 'ke-hoach', done: [], by: 'tiepnhan' },
  ownReview: { example: 'bao-cao', done: ['submit'], by: 'tiepnhan2' },
  ownApprove: { ...invitation, done: ['submit', 'passForm'] },
  ownSign: { ...invitation, done: ['submit', 'passForm', 'approve'] },
  ownSendBack: { ...invitation, done: ['submit', 'passForm'] },
  ownCancel: { example: 'thong-bao', done: [], by: 'tiepnhan' },
}

/** Outgoing documents of the demonstration office in every state, and who may sign there, in one transaction. */
export async function loadDemoOutgoing(services: WriteDeps & Pick<Services, 'blobs'>): Promise<void> {
  await prepareSigning(services)
  const scan = await scannedContent(services)
  const load = defineCommand({
    name: 'demo.loadOutgoing',
    title: 'Tạo văn bản đi mẫu',
    audience: [],
    input: z.strictObject({}),
    output: z.object({ documents: z.number() }),
    async run(tx) {
      const audit: AuditEntry[] = []
      for (const waitsFor of Object.keys(demoOutgoing) as DemoOutgoing[])
        audit.push(...(await makeDocument(tx, { waitsFor, scan })))
      await rememberFiles(tx, memberOf('tiepnhan'), [{ ...scan, id: demoScanId }])
      audit.push(...(await makeInternal(tx, memberOf)))
      const [first, ...others] = audit
      if (!first) throw new Error('the demonstration is loaded once')
      return { output: { documents: Object.keys(demoOutgoing).length }, audit: [first, ...others] }
    },
  })
  await write(services, { actor: systemActor(demoOfficeId), requestId: randomUUID() }, load, {})
}

async function makeDocument(
  tx: Tx,
  made: { waitsFor: DemoOutgoing; scan: StoredContent },
): Promise<AuditEntry[]> {
  const { example, done, by = 'chuyenmon', signer = 'chutich' } = histories[made.waitsFor]
  const whole = outgoingExamples[example]
  if (!whole) throw new Error(example)
  const content = {
    ...whole,
    signerId: demoStaffId(signer),
    collective: whole.collective && signer === 'chutich',
  }
  const id = demoOutgoingId(made.waitsFor)
  const draft = { id, content, secrecy: 'open' as const, fileId: null, repliesTo: [], replyBy: null }
  const created = await createOutgoing.run(tx, memberOf(by), draft)
  const audit = under(createOutgoing.name, created.audit)
  // Each is signed with a scan of its own, uploaded by the clerk.
  const [uploaded] = await rememberFiles(tx, memberOf('vanthu'), [made.scan])
  let revision = 1
  for (const each of done) {
    const [username, command, input] = deeds(uploaded?.id ?? '', { by, signer })[each]
    const { audit: entries } = await command.run(tx, memberOf(username), { ...input, id, revision })
    revision += 1
    audit.push(...under(command.name, entries))
  }
  return audit
}

type Deed = readonly [DemoUsername, Command, Record<string, unknown>]

const deeds = (
  scanId: string,
  { by, signer }: { by: DemoUsername; signer: DemoUsername },
): Readonly<Record<Done, Deed>> => ({
  submit: [by, submitOutgoing as unknown as Command, { words: '' }],
  passForm: ['vanthu', passOutgoingForm as unknown as Command, { words: '', acceptFaults: false }],
  approve: [signer, approveOutgoing as unknown as Command, { words: '' }],
  sign: ['vanthu', markOutgoingSigned as unknown as Command, { fileId: scanId }],
  issue: ['vanthu', issueOutgoing as unknown as Command, {}],
  recall: [
    'vanthu',
    withdrawOutgoing as unknown as Command,
    { kind: 'recall', byId: null, reason: 'Ghi nhầm nơi đến liên hệ công tác.' },
  ],
  cancel: [
    'chutich',
    cancelOutgoing as unknown as Command,
    { reason: 'Cơn bão đã đổi hướng, không ban hành nữa.' },
  ],
})

/** A member as the program would see them, without asking the database ten times. */
export function memberOf(username: DemoUsername): Actor {
  const member = demoMembers.find((each) => each.username === username)
  if (!member) throw new Error(`no ${username}`)
  return {
    kind: 'staff',
    id: member.id,
    name: member.fullName,
    username,
    post: member.postTitle,
    officeId: demoOfficeId,
    duties: [{ role: member.role, fieldCode: null }],
  }
}
