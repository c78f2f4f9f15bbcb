import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { addDays, instantAt, isoWeekday, localDate } from '../calendar/model/local-time.ts'
import { certifyAtCounter } from '../dossiers/commands/certify-at-counter.ts'
import { promiseCertification } from '../dossiers/commands/certify-later.ts'
import { forwardDossier } from '../dossiers/commands/forward-dossier.ts'
import { issueResult, returnResult } from '../dossiers/commands/hand-out-result.ts'
import { approveResult, draftResult } from '../dossiers/commands/prepare-result.ts'
import { receiveDossier } from '../dossiers/commands/receive-dossier.ts'
import { requestSupplement } from '../dossiers/commands/request-supplement.ts'
import { sendPapers } from '../dossiers/commands/send-papers.ts'
import { askWithdrawal } from '../dossiers/commands/withdraw-dossier.ts'
import {
  type DemoDossier,
  demoCertifiedId,
  demoDossierId,
  demoDossiers,
  demoSlipId,
  demoWaitingRef,
} from '../dossiers/examples.ts'
import {
  certificationExample,
  certificationRequestExample,
} from '../dossiers/model/certification/examples.ts'
import type { WriteDeps } from '../platform/deps.ts'
import type { Actor, Command } from '../platform/operations.ts'
import { read } from '../platform/read.ts'
import { write } from '../platform/write.ts'
import { procedureId } from '../procedures/model/record-schema.ts'
import { getProcedure } from '../procedures/queries.ts'
import { type DemoUsername, demoOfficeId, demoStaffId } from '../staff/examples.ts'
import { resolveActor } from '../staff/queries.ts'
import { planDemoChange } from './planned-change.ts'
import { loadDemoQueue } from './queue.ts'

/** What has already been done to a demonstration dossier, in order. */
type Done = 'forward' | 'draft' | 'toLeader' | 'approve' | 'issue' | 'return' | 'supplement' | 'withdrawal'

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
}

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

/** Fills the demonstration office with dossiers of plainly made-up people, through the program's own commands. */
export async function loadDemoDossiers(services: WriteDeps): Promise<void> {
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
    const made = { id: demoDossierId(waitsFor), code: '1.004873', person, done: histories[waitsFor] }
    await makeDossier({ services, at: new Date(now) }, made)
  }
  await makeSlip(services)
  await makeCertifications(services)
  await loadDemoQueue(services)
}

/** A slip to another agency that nobody has confirmed yet. */
async function makeSlip(services: WriteDeps): Promise<void> {
  const actor = await resolveActor(services, { officeId: demoOfficeId, staffId: demoStaffId('chuyenmon') })
  if (!actor) throw new Error('no chuyenmon')
  await write(services, { actor, requestId: randomUUID() }, sendPapers, {
    id: demoSlipId,
    destination: { kind: 'agency', name: 'Văn phòng đăng ký đất đai tỉnh Mẫu', code: 'H56.18' },
    dossiers: [demoDossierId('sendBack')],
    note: 'Lấy ý kiến phối hợp',
  })
}

/** One request certified at the counter and one that waits, both of today. */
async function makeCertifications(services: WriteDeps): Promise<void> {
  const actor = await resolveActor(services, { officeId: demoOfficeId, staffId: demoStaffId('tiepnhan') })
  if (!actor) throw new Error('no tiepnhan')
  const call = () => ({ actor, requestId: randomUUID() })
  const applicant = { ...certificationExample.applicant, name: 'Công Dân Mẫu 98' }
  await write(services, call(), certifyAtCounter, { ...certificationExample, applicant, id: demoCertifiedId })
  const waiting = { ...certificationRequestExample, applicant, id: demoWaitingRef.code, extraDays: 2 }
  await write(services, call(), promiseCertification, waiting)
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
    const changed = await run(username, command, { ...input, ...ref } as never)
    ref = { code: received.id, revision: (changed as { revision: number }).revision }
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
    })),
  }
}

/** What a made-up person declares for Giấy xác nhận tình trạng hôn nhân (1.004873). */
function maritalDeclaration(name: string): Record<string, unknown> {
  const residence = 'Thôn Mẫu, xã Cẩm Long'
  const paper = 'Căn cước số 038090000000, Bộ Công an cấp ngày 10/10/2024'
  return {
    requesterName: name,
    requesterBirthDate: '1990-05-15',
    requesterResidence: residence,
    requesterPaper: paper,
    relation: 'Bản thân',
    person: {
      name,
      birthDate: '1990-05-15',
      sex: 'male',
      nationality: 'Việt Nam',
      residence,
      paper,
      status: 'never',
    },
    purpose: 'other',
    otherPurpose: 'Bổ sung hồ sơ vay vốn',
  }
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
  supplement: [
    'chuyenmon',
    requestSupplement as unknown as Command,
    { items: ['Bản chính giấy tờ chứng minh quan hệ'], reason: 'Hồ sơ còn thiếu giấy tờ chứng minh.' },
  ],
  withdrawal: ['tiepnhan', askWithdrawal as unknown as Command, { reason: 'Công dân không còn nhu cầu.' }],
}
