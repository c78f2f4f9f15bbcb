import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { addDays, localDate } from '../calendar/model/local-time.ts'
import { storeFiles } from '../files/commands.ts'
import type { Clock } from '../platform/clock.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { type Command, defineCommand } from '../platform/operations.ts'
import type { Services } from '../platform/services.ts'
import { write } from '../platform/write.ts'
import { decideOutcome } from '../records/commands/decide-outcome.ts'
import { directIncoming } from '../records/commands/direct-incoming.ts'
import { finishIncoming } from '../records/commands/finish-incoming.ts'
import { takeUpIncoming } from '../records/commands/handle-incoming.ts'
import { noteReplyIssued } from '../records/commands/note-outcome.ts'
import { approveOutgoing } from '../records/commands/outgoing/approve-outgoing.ts'
import { createOutgoing } from '../records/commands/outgoing/draft-outgoing.ts'
import { issueOutgoing } from '../records/commands/outgoing/issue-outgoing.ts'
import { markOutgoingSigned } from '../records/commands/outgoing/sign-outgoing.ts'
import { passOutgoingForm, submitOutgoing } from '../records/commands/outgoing/step-outgoing.ts'
import { proposeOutcome } from '../records/commands/propose-outcome.ts'
import { registerDocument } from '../records/commands/register-incoming.ts'
import { type DemoIncoming, demoIncoming, demoIncomingId, demoOutcomeId } from '../records/examples.ts'
import { registerInput } from '../records/model/document-fields.ts'
import { outgoingExamples } from '../records/model/outgoing/outgoing-examples.ts'
import { type DemoUsername, demoOfficeId, demoStaffId, demoUnitId } from '../staff/examples.ts'
import { resolveActor } from '../staff/queries.ts'
import { blankPage, scannedContent } from './scan.ts'
import { prepareSigning } from './signing.ts'

type DemoDeps = WriteDeps & Pick<Services, 'blobs'>

/** What was done with a document after it was registered, in order. */
type Done = 'directed' | 'inform' | 'taken' | 'explained' | 'accepted' | 'replied' | 'wrongReply' | 'finished'

interface Story {
  id: string
  daysAgo: number
  done: readonly Done[]
  lead?: DemoUsername
  /** The unit it is given to instead of a person, by its place among the units. */
  unit?: number
  /** Days from registration to the deadline. */
  dueIn?: number
  urgency?: number
  restricted?: boolean
}

const answered = ['directed', 'taken', 'replied'] as const

/** One document for each thing that can be done next. */
const waiting: Record<DemoIncoming, Omit<Story, 'id'>> = {
  direct: { daysAgo: 0, done: [], urgency: 2 },
  correct: { daysAgo: 0, done: [] },
  void: { daysAgo: 0, done: [] },
  takeUp: { daysAgo: 1, done: ['directed'], dueIn: 5 },
  returnDirection: { daysAgo: 1, done: ['directed'], dueIn: 3 },
  noteSeen: { daysAgo: 2, done: ['directed'], lead: 'chuyenmon', dueIn: 10 },
  noteProgress: { daysAgo: 3, done: ['directed', 'taken'], dueIn: 12 },
  proposeOutcome: { daysAgo: 5, done: ['directed', 'taken'], dueIn: 3 },
  decideOutcome: { daysAgo: 5, done: ['directed', 'taken', 'explained'], lead: 'chuyenmon', dueIn: 7 },
  finish: { daysAgo: 6, done: answered, dueIn: 7 },
  finishMany: { daysAgo: 6, done: answered, dueIn: 8 },
  unlink: { daysAgo: 6, done: ['directed', 'taken', 'wrongReply'], dueIn: 9 },
  reopen: { daysAgo: 8, done: [...answered, 'finished'], dueIn: 10 },
  assign: { daysAgo: 1, done: ['directed'], dueIn: 8, unit: 3 },
  finishFiled: { daysAgo: 6, done: answered, dueIn: 6 },
  proposeFiled: { daysAgo: 5, done: ['directed', 'taken'], dueIn: 4 },
  decideFiled: { daysAgo: 5, done: ['directed', 'taken', 'explained'], lead: 'chuyenmon', dueIn: 6 },
  restricted: { daysAgo: 4, done: ['directed'], dueIn: 6, restricted: true },
}

/** What makes the register and the report tell something. */
const past: readonly Omit<Story, 'id'>[] = [
  { daysAgo: 20, done: ['inform'] },
  { daysAgo: 19, done: ['directed', 'taken', 'explained', 'accepted'], lead: 'xahoi', dueIn: 15 },
  { daysAgo: 18, done: [...answered, 'finished'], lead: 'diachinh', dueIn: 5 },
  { daysAgo: 15, done: ['directed', 'taken'], lead: 'diachinh', dueIn: 6 },
]

const issuers = ['Sở Nội vụ tỉnh Mẫu', 'UBND tỉnh Mẫu', 'Sở Tài chính tỉnh Mẫu', 'Văn phòng UBND tỉnh Mẫu']
const subjects = [
  'Về việc báo cáo tình hình giải quyết thủ tục hành chính',
  'Về việc triển khai kế hoạch chuyển đổi số năm 2026',
  'Về việc rà soát đối tượng bảo trợ xã hội trên địa bàn',
  'Về việc tăng cường công tác phòng cháy, chữa cháy',
  'Về việc cung cấp số liệu quản lý đất đai',
]

/** Incoming documents of made-up senders in every state, through the program's own commands; oldest first. */
export async function loadDemoRecords(services: DemoDeps): Promise<void> {
  await prepareSigning(services)
  const stories: Story[] = [
    ...past.map((story, index) => ({ id: `01981000-0000-7000-8000-00000000020${index}`, ...story })),
    ...(Object.keys(demoIncoming) as DemoIncoming[]).map((which) => ({
      id: demoIncomingId(which),
      ...waiting[which],
    })),
  ].toSorted((one, other) => other.daysAgo - one.daysAgo)
  for (const [index, story] of stories.entries()) await live(services, story, index)
}

async function live(services: DemoDeps, story: Story, index: number): Promise<void> {
  const start = services.clock().getTime() - story.daysAgo * 86_400_000
  let step = 0
  // Each step follows a minute after the one before.
  const clock: Clock = () => new Date(Math.min(start + step * 60_000, services.clock().getTime()))
  const deps: DemoDeps = { ...services, clock }
  await register(deps, story, index)
  for (const done of story.done) {
    step += 1
    await steps[done](deps, { ...story, revision: step })
  }
}

async function run<C extends Command>(
  deps: WriteDeps,
  username: DemoUsername,
  call: { command: C; input: unknown },
): Promise<unknown> {
  const actor = await resolveActor(deps, { officeId: demoOfficeId, staffId: demoStaffId(username) })
  if (!actor) throw new Error(`no ${username}`)
  return write(deps, { actor, requestId: randomUUID() }, call.command, call.input)
}

async function register(deps: DemoDeps, story: Story, index: number): Promise<void> {
  const content = await deps.blobs.put(Readable.from([blankPage()]), 2 ** 20)
  const file = { ...content, name: `van-ban-den-${index + 1}.pdf`, mediaType: 'application/pdf' }
  const stored = (await run(deps, 'vanthu', {
    command: storeFiles as unknown as Command,
    input: { files: [file] },
  })) as { files: { id: string }[] }
  const input = registerInput.parse({
    issuer: issuers[index % issuers.length],
    symbol: `${100 + index}/${index % 2 === 0 ? 'SNV-CCHC' : 'UBND-VP'}`,
    issuedOn: addDays(localDate(deps.clock()), -2),
    typeName: index % 3 === 0 ? 'Kế hoạch' : 'Công văn',
    subject: `${subjects[index % subjects.length]}`,
    signerPost: 'Phó Giám đốc',
    signerName: 'Nguyễn Văn Mẫu',
    urgency: story.urgency ?? 0,
    restricted: story.restricted ?? false,
    fileIds: stored.files.map(({ id }) => id),
  })
  await run(deps, 'vanthu', { command: registering(story.id, input), input: {} })
}

function registering(id: string, input: z.output<typeof registerInput>): Command {
  return defineCommand({
    name: 'demo.registerIncoming',
    title: 'Đăng ký văn bản đến mẫu',
    audience: ['clerk'],
    input: z.strictObject({}),
    output: z.object({ id: z.uuid(), arrivalNumber: z.int(), arrivalYear: z.int() }),
    run: (tx, actor) => registerDocument(tx, actor, { id, input }),
  }) as unknown as Command
}

type Step = (deps: DemoDeps, story: Story & { revision: number }) => Promise<unknown>

const handle =
  (command: unknown, more: object = {}): Step =>
  (deps, { id, revision, lead = 'tiepnhan' }) =>
    run(deps, lead, { command: command as Command, input: { id, revision, ...more } })

const explanation = {
  kind: 'explanation',
  words: 'Nội dung đã thực hiện trong kế hoạch tháng, nơi gửi không yêu cầu văn bản trả lời.',
}

const steps: Record<Done, Step> = {
  directed: (deps, { id, revision, lead = 'tiepnhan', unit, dueIn = 5 }) =>
    run(deps, 'chutich', {
      command: directIncoming as unknown as Command,
      input: {
        id,
        revision,
        kind: 'action',
        ...(unit === undefined ? { leadId: demoStaffId(lead) } : { leadUnitId: demoUnitId(unit) }),
        coordinateIds: [demoStaffId(lead === 'tiepnhan' ? 'tuphap' : 'tiepnhan')],
        informIds: [demoStaffId('phochutich')],
        dueOn: addDays(localDate(deps.clock()), dueIn),
        words: 'Tham mưu thực hiện, báo cáo lãnh đạo.',
      },
    }),
  inform: (deps, { id, revision }) =>
    run(deps, 'chutich', {
      command: directIncoming as unknown as Command,
      input: { id, revision, kind: 'information', informIds: [demoStaffId('bientap')], words: '' },
    }),
  taken: handle(takeUpIncoming),
  explained: handle(proposeOutcome, explanation),
  accepted: (deps, { id, revision }) =>
    run(deps, 'chutich', {
      command: decideOutcome as unknown as Command,
      input: { id, revision, accept: true },
    }),
  replied: (deps, story) => reply(deps, story, false),
  wrongReply: (deps, story) => reply(deps, story, true),
  finished: handle(finishIncoming),
}

/** A reply that was issued here; the wrong one answers something else and was tied to this document by mistake. */
async function reply(deps: DemoDeps, story: Story, isWrong: boolean): Promise<unknown> {
  const { id: incomingId, lead = 'tiepnhan' } = story
  const example = outgoingExamples['cong-van']
  if (!example) throw new Error('no example')
  const content = {
    ...example,
    subject: 'trả lời văn bản của cơ quan cấp trên',
    addressees: ['Cơ quan Mẫu cấp trên'],
  }
  const repliesTo = isWrong ? [] : [incomingId]
  const draft = { content, secrecy: 'open', fileId: null, repliesTo, replyBy: null }
  const scan = (await run(deps, 'vanthu', {
    command: storeFiles as unknown as Command,
    input: { files: [await scannedContent(deps)] },
  })) as { files: { id: string }[] }
  const deeds: [DemoUsername, unknown, object][] = [
    [lead, createOutgoing, draft],
    [lead, submitOutgoing, {}],
    ['vanthu', passOutgoingForm, {}],
    ['chutich', approveOutgoing, {}],
    ['vanthu', markOutgoingSigned, { fileId: scan.files[0]?.id }],
    ['vanthu', issueOutgoing, {}],
  ]
  let made: Issued | null = null
  for (const [username, command, more] of deeds) {
    const ref = made ? { id: made.id, revision: made.revision } : {}
    made = (await run(deps, username, { command: command as Command, input: { ...ref, ...more } })) as Issued
  }
  return made && isWrong ? tieByMistake(deps, incomingId, made) : made
}

interface Issued {
  id: string
  revision: number
  code: string | null
}

function tieByMistake(deps: DemoDeps, incomingId: string, reply: Issued): Promise<unknown> {
  const command = defineCommand({
    name: 'demo.noteReply',
    title: 'Ghi văn bản trả lời mẫu',
    audience: ['clerk'],
    input: z.strictObject({}),
    output: z.object({ id: z.uuid() }),
    async run(tx, actor) {
      const [id, issuedOn] = [demoOutcomeId, localDate(tx.now)]
      const noted = { incomingId, outgoingId: reply.id, symbol: reply.code ?? '', issuedOn, id }
      await noteReplyIssued(tx, actor, noted)
      return {
        output: { id },
        audit: [{ subjectType: 'incoming_document', subjectId: incomingId, facts: {} }],
      }
    },
  }) as unknown as Command
  return run(deps, 'vanthu', { command, input: {} })
}
