import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { type Actor, defineCommand, type Tx } from '../platform/operations.ts'
import { systemActor } from '../platform/system-actor.ts'
import { demoProcedureId, demoSlowProcedureId } from '../procedures/examples.ts'
import { getProcedure } from '../procedures/queries.ts'
import type { TestApp } from '../testing/app.ts'
import { fileOnline } from './commands/file-online.ts'
import { forwardDossier } from './commands/forward-dossier.ts'
import { issueResult, returnResult } from './commands/hand-out-result.ts'
import { approveResult, draftResult } from './commands/prepare-result.ts'
import { receiveDossier } from './commands/receive-dossier.ts'
import { maritalDeclaration, receptionExample } from './model/examples.ts'
import type { receiveInput } from './model/inputs.ts'
import type { OnlineFiling, OnlineOutcome } from './model/online-filing.ts'

/** A dossier made through the program's own commands, as far along as asked for. */
export interface MadeDossier {
  id: string
  code: string
  revision: number
}

type Overrides = Partial<z.input<typeof receiveInput>>

/** A dossier received by `tiepnhan`, every paper of its procedure handed in. Other facts by `overrides`. */
export async function receivedDossier(app: TestApp, overrides: Overrides = {}): Promise<MadeDossier> {
  const counter = await app.as('tiepnhan')
  const procedureId = overrides.procedureId ?? demoProcedureId
  const procedure = await app.read(counter, getProcedure, { procedureId })
  const received = await app.write(counter, receiveDossier, {
    ...receptionExample,
    procedureId,
    components: (procedure.cases[0]?.components ?? []).map((_, ordinal) => ({
      ordinal,
      provided: true,
      originals: 1,
    })),
    ...overrides,
  })
  return { id: received.id, code: received.code, revision: 1 }
}

/** The desks a dossier passes with the default process, in order. */
const stages = ['received', 'appraisal', 'approval', 'issue', 'finished', 'returned'] as const
export type Stage = (typeof stages)[number]

/**
 * A dossier brought to a stage by those who do it in life: `chuyenmon` drafts a letter, `chutich` approves, `vanthu`
 * numbers, `tiepnhan` hands over. It waits there, taken up by nobody.
 */
export async function dossierAt(app: TestApp, stage: Stage, overrides: Overrides = {}): Promise<MadeDossier> {
  let dossier = await receivedDossier(app, overrides)
  for (const passed of stages.slice(0, stages.indexOf(stage))) {
    for (const move of moves[passed]) dossier = { ...dossier, revision: (await move(app, dossier)).revision }
  }
  return dossier
}

type Move = (app: TestApp, dossier: MadeDossier) => Promise<{ revision: number }>

const forwardAs =
  (username: string): Move =>
  async (app, { code, revision }) =>
    app.write(await app.as(username), forwardDossier, { code, revision })

const draft: Move = async (app, { code, revision }) =>
  app.write(await app.as('chuyenmon'), draftResult, {
    code,
    revision,
    title: 'Văn bản trả lời',
    letter: sampleLetter,
  })

const moves: Record<Stage, readonly Move[]> = {
  received: [forwardAs('tiepnhan')],
  appraisal: [draft, forwardAs('chuyenmon')],
  approval: [
    async (app, { code, revision }) => app.write(await app.as('chutich'), approveResult, { code, revision }),
  ],
  issue: [
    async (app, { code, revision }) => app.write(await app.as('vanthu'), issueResult, { code, revision }),
  ],
  finished: [
    async (app, { code, revision }) =>
      app.write(await app.as('tiepnhan'), returnResult, { code, revision, collectorName: 'Nguyễn Văn Mẫu' }),
  ],
  returned: [],
}

/** A letter of reply, for drafts. */
export const sampleLetter = {
  subject: 'trả lời đơn đề nghị',
  addressees: ['Ông Nguyễn Văn Mẫu'],
  body: ['Ủy ban nhân dân xã Cẩm Long trả lời như sau.'],
  recipients: ['Như trên'],
}

/** Something that comes from outside (a citizen's filing, supplement, withdrawal), taken in by the program itself. */
export async function takeIn(
  app: TestApp,
  run: (tx: Tx, actor: Actor) => Promise<OnlineOutcome>,
): Promise<OnlineOutcome> {
  let outcome: OnlineOutcome | undefined
  const command = defineCommand({
    name: 'dossiers.takeIn',
    title: 'Nhận từ bên ngoài',
    audience: [],
    input: z.strictObject({}),
    output: z.object({}),
    async run(tx, actor) {
      outcome = await run(tx, actor)
      const nothing = { subjectType: 'dossier', subjectId: outcome.id, facts: { repeated: true } }
      const [first = nothing, ...others] = outcome.audit
      return { output: {}, audit: [first, ...others], news: outcome.news }
    },
  })
  await app.write(systemActor(app.officeId), command, {})
  if (!outcome) throw new Error('nothing was taken in')
  return outcome
}

/** A filing as a citizen would send it from our own pages: Giấy xác nhận tình trạng hôn nhân, complete. */
export function filingOf(overrides: Partial<OnlineFiling> = {}): OnlineFiling {
  const { name, personalId } = receptionExample.applicant
  const id = uuid()
  return {
    id,
    source: 'own',
    reference: `H56.22.17-20260324-9${id.slice(-6).toUpperCase()}`,
    givenCode: null,
    procedureId: demoSlowProcedureId,
    filedAt: new Date('2026-03-24T09:00:00+07:00'),
    applicant: receptionExample.applicant,
    submitter: null,
    relation: '',
    identity: { level: 'account', name, personalId },
    content: 'Xác nhận tình trạng hôn nhân',
    returnMethod: 'counter',
    returnAddress: '',
    declaration: maritalDeclaration(name),
    components: [0, 4].map((ordinal) => ({
      ordinal,
      provided: true,
      originals: 0,
      copies: 1,
      note: '',
      fileIds: [],
    })),
    ...overrides,
  }
}

/** A filing that has arrived, state 1. */
export async function filedOnline(
  app: TestApp,
  overrides: Partial<OnlineFiling> = {},
): Promise<OnlineOutcome> {
  return takeIn(app, (tx, actor) => fileOnline(tx, actor, filingOf(overrides)))
}
