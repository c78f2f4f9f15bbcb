import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { addDays, instantAt, isoWeekday, localDate } from '../calendar/model/local-time.ts'
import { decideExtension } from '../dossiers/commands/decide-extension.ts'
import { forwardDossier } from '../dossiers/commands/forward-dossier.ts'
import { issueResult, returnResult } from '../dossiers/commands/hand-out-result.ts'
import { makeParcelList, sendParcel } from '../dossiers/commands/parcels.ts'
import { approveResult, draftResult } from '../dossiers/commands/prepare-result.ts'
import { proposeExtension } from '../dossiers/commands/propose-extension.ts'
import { receiveDossier } from '../dossiers/commands/receive-dossier.ts'
import { requestSupplement } from '../dossiers/commands/request-supplement.ts'
import { askWithdrawal } from '../dossiers/commands/withdraw-dossier.ts'
import { type DemoDossier, demoDossierId, demoDossiers } from '../dossiers/examples.ts'
import { maritalDeclaration } from '../dossiers/model/examples.ts'
import type { WriteDeps } from '../platform/deps.ts'
import type { Actor, Command } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import type { Services } from '../platform/services.ts'
import { write } from '../platform/write.ts'
import { procedureId } from '../procedures/model/record-schema.ts'
import { getProcedure } from '../procedures/queries.ts'
import { type DemoUsername, demoOfficeId, demoStaffId } from '../staff/examples.ts'
import { resolveActor } from '../staff/queries.ts'
import { makeDeskWork } from './desk-work.ts'
import { loadDemoEquipment } from './equipment.ts'
import { loadDemoFiling } from './filing.ts'
import { loadDemoInterchange } from './interchange.ts'
import { loadDemoInterlink } from './interlink.ts'
import { loadDemoPortal } from './national-portal.ts'
import { loadDemoFilings } from './online.ts'
import { loadDemoOutgoing, memberOf } from './outgoing.ts'
import { planDemoChange } from './planned-change.ts'
import { loadDemoQueue } from './queue.ts'
import { loadDemoReceipts } from './receipts.ts'
import { loadDemoRecords } from './records.ts'
import { scannedFile } from './scan.ts'
import { loadDemoWorkFiles } from './workfiles.ts'

/** What has already been done to a demonstration dossier, in order. */
type Done =
  | 'forward'
  | 'draft'
  | 'toLeader'
  | 'approve'
  | 'issue'
  | 'return'
  | 'supplement'
  | 'withdrawal'
  | 'extension'
  | 'newDate'
  | 'list'
  | 'send'

const toLeader = ['forward', 'draft', 'toLeader'] as const

/** How far the dossier that waits for each next step has come. */
const histories: Readonly<Record<DemoDossier, readonly Done[]>> = {
  forward: [],
  takeUp: ['forward'],
  sendBack: ['forward'],
  requestSupplement: ['forward'],
  receiveSupplement: ['forward', 'supplement'],
  askWithdrawal: ['forward'],
  answerWithdrawal: ['forward', 'withdrawal'],
  stop: ['forward'],
  draftResult: ['forward'],
  approve: toLeader,
  issue: [...toLeader, 'approve'],
  returnResult: [...toLeader, 'approve', 'issue'],
  proposeExtension: ['forward'],
  decideExtension: ['forward', 'extension'],
  reappoint: ['forward', 'extension', 'newDate'],
  digitise: ['forward'],
  returnMany: [...toLeader, 'approve', 'issue'],
  remind: [...toLeader, 'approve', 'issue'],
  post: [...toLeader, 'approve', 'issue'],
  sendParcel: [...toLeader, 'approve', 'issue', 'list'],
  takeBackParcel: [...toLeader, 'approve', 'issue', 'list', 'send'],
  sendToPartner: ['forward'],
}

/** Demonstration dossiers whose result goes by post. */
const posted: readonly DemoDossier[] = ['post', 'sendParcel', 'takeBackParcel']

/** Dossiers that make the boards tell something: procedure, days ago, and what was done. */
const lively: readonly [code: string, daysAgo: number, done: readonly Done[]][] = [
  ['1.004873', 12, ['forward']],
  ['1.001612', 9, ['forward', 'draft', 'toLeader']],
  ['1.014028', 7, ['forward']],
  ['1.004884', 6, []],
  ['1.001653', 6, ['forward', 'supplement']],
  ['1.001022', 4, ['forward', 'draft']],
  ['1.010833', 2, ['forward']],
  ['1.004837', 15, [...toLeader, 'approve', 'issue', 'return']],
  ['2.000720', 14, [...toLeader, 'approve', 'issue', 'return']],
  ['1.001731', 13, [...toLeader, 'approve', 'issue', 'return']],
  ['1.004873', 3, [...toLeader, 'approve', 'issue']],
  ['1.012796', 1, ['forward']],
]

const day = 24 * 60 * 60_000

type DemoDeps = WriteDeps & Pick<Services, 'blobs' | 'secrets' | 'config'>

/** Fills the demonstration office with dossiers of plainly made-up people, through the program's own commands. */
export async function loadDemoDossiers(services: DemoDeps): Promise<void> {
  await planDemoChange(services)
  const now = services.clock().getTime()
  let person = 1
  const past = new Date('2025-11-03T08:00:00+07:00')
  await makeDossier(
    { services, at: past },
    { code: '1.004873', person, done: [...toLeader, 'approve', 'issue', 'return'] },
  )
  for (const [code, daysAgo, done] of lively) {
    person += 1
    await makeDossier({ services, at: morningOf(now - daysAgo * day, person) }, { code, person, done })
  }
  for (const waitsFor of Object.keys(demoDossiers) as DemoDossier[]) {
    person += 1
    const made = {
      id: demoDossierId(waitsFor),
      code: '1.004873',
      person,
      done: histories[waitsFor],
      fileIds: waitsFor === 'digitise' ? [await scannedFile(services, memberOf('tiepnhan'))] : [],
      returnMethod: posted.includes(waitsFor) ? ('post' as const) : ('counter' as const),
    }
    await makeDossier({ services, at: new Date(now) }, made)
  }
  await loadDemoFilings(services)
  await loadDemoFiling(services)
  await loadDemoPortal(services)
  await makeDeskWork(services)
  await loadDemoRecords(services)
  await loadDemoQueue(services)
  await loadDemoInterlink(services)
  await loadDemoOutgoing(services)
  await loadDemoWorkFiles(services)
  await loadDemoInterchange(services)
  await loadDemoReceipts(services)
  await loadDemoEquipment(services)
}

/** A minute of the morning of that day, or of the Friday before when it is a weekend: dossiers come in office hours. */
function morningOf(instant: number, minute: number): Date {
  const date = localDate(new Date(instant))
  const weekend = Math.max(0, isoWeekday(date) - 5)
  return instantAt(addDays(date, -weekend), 8 * 60 + minute)
}

interface Stage {
  services: WriteDeps
  /** When the dossier was handed in; each later step follows two minutes after the one before. */
  at: Date
}

interface Made {
  id?: string
  code: string
  person: number
  done: readonly Done[]
  /** Of the first paper. */
  fileIds?: readonly string[]
  returnMethod?: 'counter' | 'post'
}

async function makeDossier(stage: Stage, made: Made): Promise<void> {
  let minutes = 0
  const deps = { ...stage.services, clock: () => new Date(stage.at.getTime() + minutes * 60_000) }
  const actorNamed = async (username: DemoUsername): Promise<Actor> => {
    const actor = await resolveActor(deps, { officeId: demoOfficeId, staffId: demoStaffId(username) })
    if (!actor) throw new Error(`no ${username}`)
    return actor
  }
  const run = async <I extends z.ZodObject, O extends z.ZodType>(
    username: DemoUsername,
    command: Command<I, O>,
    input: z.input<I>,
  ) => {
    minutes += 2
    return write(deps, { actor: await actorNamed(username), requestId: randomUUID() }, command, input)
  }
  const received = await run(
    'tiepnhan',
    receiveDossier,
    await receptionOf(deps, await actorNamed('tiepnhan'), made),
  )
  let ref = { code: received.id, revision: 1 }
  for (const done of made.done) {
    const [username, command, input] = deeds[done]
    // The list for the post takes several dossiers at once.
    const named = done === 'list' ? { dossiers: [ref] } : { ...input, ...ref }
    const changed = (await run(username, command, named as never)) as Changed & { dossiers?: Changed[] }
    ref = { code: received.id, revision: (changed.dossiers?.[0] ?? changed).revision }
  }
}

async function receptionOf(
  deps: WriteDeps,
  actor: Actor,
  made: Made,
): Promise<z.input<typeof receiveDossier.input>> {
  const id = procedureId(demoOfficeId, made.code)
  const procedure = await read(deps, actor, getProcedure, { procedureId: id })
  const number = String(made.person).padStart(2, '0')
  return {
    ...(made.id ? { id: made.id } : {}),
    procedureId: id,
    applicant: {
      kind: 'citizen',
      name: `Công Dân Mẫu ${number}`,
      personalId: `0380900000${number}`,
      birthDate: '1990-05-15',
      sex: 'male',
      address: `Thôn Mẫu ${number}, xã Cẩm Long`,
      phone: `090000${String(made.person).padStart(4, '0')}`,
    },
    content: '',
    declaration: made.code === '1.004873' ? maritalDeclaration(`Công Dân Mẫu ${number}`) : null,
    components: (procedure.cases[0]?.components ?? []).map((component, ordinal) => ({
      ordinal,
      provided: component.required,
      originals: component.required ? 1 : 0,
      fileIds: ordinal === 0 ? [...(made.fileIds ?? [])] : [],
    })),
    returnMethod: made.returnMethod ?? 'counter',
  }
}

interface Changed {
  revision: number
}

type Deed = readonly [DemoUsername, Command, Record<string, unknown>]

const letter = {
  subject: 'kết quả giải quyết thủ tục hành chính',
  addressees: ['Ông/Bà Công Dân Mẫu'],
  body: ['Ủy ban nhân dân xã Cẩm Long thông báo kết quả giải quyết hồ sơ của ông/bà theo đúng quy định.'],
  recipients: ['Như trên', 'Lưu: VT'],
}

const deeds: Readonly<Record<Done, Deed>> = {
  forward: ['tiepnhan', forwardDossier as unknown as Command, {}],
  draft: ['chuyenmon', draftResult as unknown as Command, { title: 'Văn bản trả lời', letter }],
  toLeader: ['chuyenmon', forwardDossier as unknown as Command, {}],
  approve: ['chutich', approveResult as unknown as Command, {}],
  issue: ['vanthu', issueResult as unknown as Command, {}],
  return: ['tiepnhan', returnResult as unknown as Command, { collectorName: 'Công Dân Mẫu' }],
  list: ['tiepnhan', makeParcelList as unknown as Command, {}],
  send: ['tiepnhan', sendParcel as unknown as Command, { number: 'EB000000009VN' }],
  supplement: [
    'chuyenmon',
    requestSupplement as unknown as Command,
    { items: ['Bản chính giấy tờ chứng minh quan hệ'], reason: 'Hồ sơ còn thiếu giấy tờ chứng minh.' },
  ],
  extension: [
    'chuyenmon',
    proposeExtension as unknown as Command,
    { reasonCode: 'coordination', reason: 'Chờ kết quả xác minh của cơ quan phối hợp.' },
  ],
  newDate: ['chutich', decideExtension as unknown as Command, { accept: true }],
  withdrawal: ['tiepnhan', askWithdrawal as unknown as Command, { reason: 'Công dân không còn nhu cầu.' }],
}
