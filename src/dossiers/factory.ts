import type { z } from 'zod'
import { demoProcedureId } from '../procedures/examples.ts'
import { getProcedure } from '../procedures/queries.ts'
import type { TestApp } from '../testing/app.ts'
import { forwardDossier } from './commands/forward-dossier.ts'
import { issueResult, returnResult } from './commands/hand-out-result.ts'
import { approveResult, draftResult } from './commands/prepare-result.ts'
import { receiveDossier } from './commands/receive-dossier.ts'
import { receptionExample } from './model/examples.ts'
import type { receiveInput } from './model/inputs.ts'

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
