import type { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { forwardDossier } from '../../dossiers/commands/forward-dossier.ts'
import { issueResult } from '../../dossiers/commands/hand-out-result.ts'
import { approveResult, draftResult } from '../../dossiers/commands/prepare-result.ts'
import { receiveDossier } from '../../dossiers/commands/receive-dossier.ts'
import { requestSupplement } from '../../dossiers/commands/request-supplement.ts'
import { askWithdrawal } from '../../dossiers/commands/withdraw-dossier.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Command, Tx } from '../../platform/operations.ts'
import { type ColleagueRole, colleagues } from '../model/practice-office.ts'
import type { PreparedStage } from '../model/tasks.ts'

/** What is wanted: how far along, and in one of which fields (null: any). */
export interface Wanted {
  stage: PreparedStage
  fieldCodes: readonly string[] | null
  /** Number that makes the made-up person's name. */
  person: number
  /** Who is said to have received it, with whom it then lies; a colleague unless told. */
  receiver?: Actor
}

export interface Prepared {
  id: string
  code: string
  applicantName: string
}

/** The procedure most dossiers of a commune ask for, where the learner has its field: Giấy xác nhận tình trạng hôn nhân. */
const usualProcedure = '1.004873'

type Move = readonly [ColleagueRole, Command, Record<string, unknown>]

const move = <I extends z.ZodObject, O extends z.ZodType>(
  role: ColleagueRole,
  command: Command<I, O>,
  input: Record<string, unknown> = {},
): Move => [role, command as unknown as Command, input]

const letter = {
  subject: 'kết quả giải quyết thủ tục hành chính',
  addressees: ['Ông/Bà Công Dân Thực Hành'],
  body: ['Ủy ban nhân dân xã Thực hành thông báo kết quả giải quyết hồ sơ. Văn bản này chỉ để thực hành.'],
  recipients: ['Như trên', 'Lưu: VT'],
}
const toSpecialist = [move('counter', forwardDossier)]
const toLeader = [
  ...toSpecialist,
  move('specialist', draftResult, { title: 'Văn bản trả lời', letter }),
  move('specialist', forwardDossier),
]
const toClerk = [...toLeader, move('leader', approveResult)]

const moves: Readonly<Record<PreparedStage, readonly Move[]>> = {
  reception: [],
  appraisal: toSpecialist,
  supplement: [
    ...toSpecialist,
    move('specialist', requestSupplement, { items: ['Bản chính giấy tờ'], reason: 'Còn thiếu giấy tờ.' }),
  ],
  approval: toLeader,
  withdrawal: [...toSpecialist, move('counter', askWithdrawal, { reason: 'Người dân không còn nhu cầu.' })],
  issue: toClerk,
  finished: [...toClerk, move('clerk', issueResult)],
}

/**
 * A made-up dossier brought along by the made-up colleagues through the program's own commands. Their deeds are not
 * noted in the journal: there stand only those of the learners. Fails with wrong_state where no procedure fits.
 */
export async function prepareDossier(tx: Tx, officeId: string, wanted: Wanted): Promise<Prepared> {
  const procedure = await fittingProcedure(tx, officeId, wanted.fieldCodes)
  const staff = await colleagueActors(tx, officeId)
  const number = String(wanted.person).padStart(2, '0')
  const applicantName = `Công Dân Thực Hành ${number}`
  const reception = receiveDossier.input.parse({
    procedureId: procedure.id,
    applicant: {
      name: applicantName,
      personalId: `0380900001${number.slice(-2)}`,
      birthDate: '1990-05-15',
      address: `Thôn Thực hành ${number}`,
      phone: `090000${String(wanted.person % 10_000).padStart(4, '0')}`,
    },
    components: procedure.components.map((component, ordinal) => ({
      ordinal,
      provided: component.required,
      originals: component.required ? 1 : 0,
    })),
  })
  const { output } = await receiveDossier.run(tx, wanted.receiver ?? staff('counter'), reception)
  let ref = { code: output.id, revision: 1 }
  for (const [role, command, input] of moves[wanted.stage]) {
    const changed = await command.run(tx, staff(role), command.input.parse({ ...input, ...ref }))
    ref = { code: output.id, revision: (changed.output as { revision: number }).revision }
  }
  return { id: output.id, code: output.code, applicantName }
}

/** A procedure in force with a time limit of its own, in a field of the learner. */
async function fittingProcedure(tx: Tx, officeId: string, fieldCodes: readonly string[] | null) {
  const today = localDate(tx.now)
  const found = await tx.db
    .selectFrom('procedures as p')
    .innerJoin('procedure_versions as v', (on) =>
      on.onRef('v.office_id', '=', 'p.office_id').onRef('v.procedure_id', '=', 'p.id'),
    )
    .select(['p.id', 'p.key', 'v.cases'])
    .where('p.office_id', '=', officeId)
    .where('p.closed_on', 'is', null)
    .where('v.valid_from', '<=', today)
    .where((on) => on.or([on('v.valid_to', 'is', null), on('v.valid_to', '>=', today)]))
    .where('v.time_limit_amount', '>', 0)
    .$if(fieldCodes !== null, (query) => query.where('p.field_code', 'in', [...(fieldCodes ?? []), '']))
    .orderBy('p.key')
    .execute()
  const chosen = found.find(({ key }) => key === usualProcedure) ?? found[0]
  if (!chosen) {
    throw new AppError('wrong_state', {
      detail: 'Lĩnh vực anh, chị được phân công chưa có thủ tục nào để thực hành. Hãy báo quản trị.',
    })
  }
  const [first] = chosen.cases as { components: { required: boolean }[] }[]
  return { id: chosen.id, components: first?.components ?? [] }
}

/** The made-up colleague of each post, who may do what the post may in every field. */
async function colleagueActors(tx: Tx, officeId: string): Promise<(role: ColleagueRole) => Actor> {
  const rows = await tx.db
    .selectFrom('staff_members')
    .select(['id', 'username', 'full_name', 'post_title'])
    .where('office_id', '=', officeId)
    .where(
      'username',
      'in',
      colleagues.map(({ username }) => username),
    )
    .execute()
  return (role) => {
    const username = colleagues.find((each) => each.role === role)?.username
    const row = rows.find((each) => each.username === username)
    if (!row) throw new Error(`no colleague who is ${role}`)
    const { id, full_name: name, post_title: post } = row
    return { kind: 'staff', id, name, post, officeId, duties: [{ role, fieldCode: null }] }
  }
}
