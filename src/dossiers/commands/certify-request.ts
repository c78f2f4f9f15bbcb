import { v7 as uuid } from 'uuid'
import type { z } from 'zod'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { loadCalendar } from '../../calendar/queries.ts'
import { AppError } from '../../platform/errors.ts'
import type { Actor, Tx } from '../../platform/operations.ts'
import { countsPages, feeOf, hasFeeRules, totalFee } from '../../procedures/model/count-fee.ts'
import { vnd } from '../../procedures/model/summaries.ts'
import type { Fee, ProcedureCase } from '../../procedures/model.ts'
import { type ProcedureForIntake, procedureForIntake } from '../../procedures/queries.ts'
import { codeTemplateOn, officeFacts } from '../../staff/queries/office.ts'
import { agenciesOf } from '../model/agencies.ts'
import { type certifyInput, type Original, originalsInWords } from '../model/certification/inputs.ts'
import { counterProcedures, type RegisterKind, registerFor } from '../model/certification/registers.ts'
import { letterheadOf } from '../model/papers/source.ts'
import { caseOf } from '../model/reception.ts'
import { requireReception } from '../policy.ts'
import { type Filing, horizonDays } from './file-dossier.ts'
import { takeReservedCode } from './reserved-codes.ts'

type Request = Omit<z.output<typeof certifyInput>, 'signerId'>
type PricedOriginal = Original & { feeVnd: number | null }

/** The office and procedure as they stand today, with what the request costs by them. */
export interface CertificationRequest {
  /** Of the dossier to be: the caller's, or a new one. */
  id: string
  procedure: ProcedureForIntake
  register: RegisterKind
  calendar: Awaited<ReturnType<typeof loadCalendar>>
  filing: Pick<
    Filing,
    | 'input'
    | 'procedure'
    | 'components'
    | 'reused'
    | 'chosen'
    | 'agencies'
    | 'today'
    | 'office'
    | 'letterhead'
    | 'givenCode'
  >
  originals: PricedOriginal[]
}

/**
 * Reads what a request at the counter needs and refuses what cannot be certified there. Stale when the procedure or its
 * fees have changed since the form was opened: the citizen was told another sum.
 */
export async function openRequest(tx: Tx, actor: Actor, input: Request): Promise<CertificationRequest> {
  const today = localDate(tx.now)
  const id = input.id ?? uuid()
  const [procedure, calendar, office, officeNow, givenCode] = await Promise.all([
    procedureForIntake(tx.db, actor.officeId, { procedureId: input.procedureId, onDate: today }),
    loadCalendar(tx.db, actor.officeId, { from: today, to: addDays(today, horizonDays) }),
    codeTemplateOn(tx.db, actor.officeId, today),
    officeFacts(tx.db, actor.officeId),
    takeReservedCode(tx, actor, { day: today, dossierId: id }),
  ])
  if (!procedure || !counterProcedures.some(({ code }) => code === procedure.code))
    throw new AppError('invalid_input', {
      fields: { procedureId: 'Loại việc này không còn hiệu lực hoặc không làm tại quầy. Hãy chọn lại.' },
    })
  requireReception(actor, procedure.fieldCode)
  const originals = priced(procedure.fees, input.originals)
  requireQuote(procedure, originals, input.quoted)
  const chosen = caseOf(procedure, undefined)
  return {
    id,
    procedure,
    register: registerFor(procedure.code) ?? 'copy',
    calendar,
    originals,
    filing: {
      procedure,
      input: receptionOf(input, procedure),
      components: componentsOf(chosen, { procedure, originals: input.originals }),
      reused: new Map(),
      chosen,
      agencies: agenciesOf(officeNow, procedure, { handedInAt: null }),
      today,
      office,
      letterhead: letterheadOf(officeNow),
      givenCode,
    },
  }
}

/** Each original with its fee. Fails where the catalogue has no rule, and where pages are missing. */
export function priced(fees: readonly Fee[], originals: readonly Original[]): PricedOriginal[] {
  if (!hasFeeRules(fees))
    throw new AppError('wrong_state', {
      detail: 'Danh mục chưa có cách tính phí cho thủ tục này. Hãy báo quản trị cập nhật danh mục thủ tục.',
    })
  const withoutPages = countsPages(fees) ? originals.findIndex(({ pages }) => pages === null) : -1
  if (withoutPages >= 0)
    throw new AppError('invalid_input', {
      fields: { [`originals.${withoutPages}.pages`]: 'Hãy ghi số trang của bản chính.' },
    })
  totalFee(fees, originals)
  return originals.map((original) => ({ ...original, feeVnd: feeOf(fees, original) }))
}

/** The sum that the citizen was told must be the sum by the rules of today. */
export function requireSum(originals: readonly PricedOriginal[], toldVnd: number): void {
  const feeVnd = sumOf(originals)
  if (feeVnd === toldVnd) return
  const sum = `${vnd(feeVnd)} đ`
  throw new AppError('stale', {
    detail: `Phí theo quy định đang áp dụng là ${sum}, khác số đã báo. Hãy báo lại cho người yêu cầu rồi lưu lại; nội dung đã nhập vẫn còn.`,
    fields: { feeVnd: `Phí là ${sum}.` },
  })
}

export function sumOf(originals: readonly PricedOriginal[]): number {
  return originals.reduce((sum, { feeVnd }) => sum + (feeVnd ?? 0), 0)
}

function requireQuote(
  procedure: ProcedureForIntake,
  originals: readonly PricedOriginal[],
  quoted: Request['quoted'],
): void {
  requireSum(originals, quoted.feeVnd)
  if (procedure.version === quoted.version) return
  throw new AppError('stale', {
    detail: `Thủ tục vừa được cập nhật; phí vẫn là ${vnd(sumOf(originals))} đ. Hãy xem lại rồi lưu lại; nội dung đã nhập vẫn còn.`,
    fields: { feeVnd: 'Thủ tục vừa được cập nhật.' },
  })
}

function receptionOf(input: Request, procedure: ProcedureForIntake): Filing['input'] {
  const words = originalsInWords(input.originals)
  const what = registerFor(procedure.code) === 'copy' ? 'Chứng thực bản sao' : 'Chứng thực chữ ký'
  return {
    applicant: input.applicant,
    submitter: null,
    content: `${what}: ${words}`.slice(0, 2000),
    channel: 1,
    setCount: 1,
    returnPlace: '',
    components: [],
  }
}

/** Brought to the desk, neither to be scanned nor taken from what is on file. */
const handedIn = { mustScan: false, reuse: null, citizenPaperId: null, reusedDossierId: null }

/** The papers of the procedure's list, those it demands as shown, and after them what the citizen brought by name. */
function componentsOf(
  chosen: ProcedureCase,
  { procedure, originals }: { procedure: ProcedureForIntake; originals: readonly Original[] },
): Filing['components'] {
  const asked = chosen.components.map(({ name, kind, required, paperCode = '' }, ordinal) => ({
    ordinal,
    name,
    kind,
    required,
    paperCode,
    ...handedIn,
    provided: required,
    originals: required ? 1 : 0,
    copies: 0,
    note: '',
  }))
  const isCopy = registerFor(procedure.code) === 'copy'
  const brought = originals.map(({ name, copies, note }, index) => ({
    ordinal: asked.length + index,
    name,
    kind: 'other',
    required: false,
    paperCode: '',
    ...handedIn,
    provided: true,
    // What is signed stays an original, in however many copies.
    originals: isCopy ? 1 : copies,
    copies: isCopy ? copies : 0,
    note,
  }))
  return [...asked, ...brought]
}
