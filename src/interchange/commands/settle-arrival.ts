import { z } from 'zod'
import { storedContentSchema } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import type { Trouble } from '../model/arrival.ts'
import type { EdxmlFault, EdxmlMessage, EdxmlSignature } from '../model/edxml/message.ts'
import { judgeSender, type KnownAgency } from '../model/judge-sender.ts'
import { aboutOf, type KeptMessage, kindOf } from '../model/read-message.ts'
import { loadOwn } from '../queries/load-own.ts'
import { enterSender } from './save-agency.ts'
import { settleDocument } from './settle-document.ts'
import { settleRecall } from './settle-recall.ts'
import { settleStatus } from './settle-status.ts'
import { tellClerks } from './tell-clerks.ts'

const readFile = storedContentSchema.extend({
  /** Why it is only handed out as it came; empty where it is of a kind the program knows. */
  caution: z.string().max(500),
})

/** A message as it was read, and from whom; what each kind of it then does. */
export interface ReadArrival {
  id: string
  agencyId: string
  kind: ReturnType<typeof kindOf>
  message: KeptMessage
  about: string | null
  digest: string
  /** Whether a certificate on record vouches for the sender, or no such is on record. */
  isTrusted: boolean
  files: z.output<typeof readFile>[]
}

/** What is set of the arrival, beside that it was read. */
export interface Settlement {
  state: 'trouble' | 'waiting' | 'withdrawn' | 'applied' | 'skipped'
  trouble?: Trouble
  fileIds?: string[]
  aboutArrivalId?: string | null
  incomingId?: string | null
  words?: string
}

/**
 * Gives a kept message that was read its one effect, or puts it in the tray with the reason. Locked while it is done, so that
 * two programs do not both; done already, nothing happens. By the program alone.
 */
export const settleArrival = defineCommand({
  name: 'interchange.settleArrival',
  title: 'Xử lý thông điệp liên thông văn bản đã đọc',
  audience: [],
  input: z.strictObject({
    id: z.uuid(),
    faults: z.array(z.custom<EdxmlFault>()).max(200),
    message: z.custom<KeptMessage>().nullable(),
    signature: z.custom<EdxmlSignature>(),
    digest: z.string(),
    files: z.array(readFile).max(50),
  }),
  output: z.object({ state: z.string() }),
  async run(tx, actor, input) {
    const arrival = await lockStored(tx, actor, input.id)
    const audit = (facts: Record<string, unknown>) =>
      [{ subjectType: 'arrival', subjectId: input.id, facts }] as const
    if (arrival.state !== 'stored') return { output: { state: arrival.state }, audit: audit({ done: true }) }
    const { message } = input
    const settled = message
      ? await settle(tx, actor, { arrival, ...input, message })
      : await settleBroken(tx, actor, { arrival, faults: input.faults })
    await store(tx, actor, { input, settled })
    if (message) await skipBroken(tx, actor, arrival)
    if (settled.state === 'waiting' || settled.state === 'trouble')
      await tellClerks(tx, actor, { id: input.id, message })
    const { state, trouble } = settled
    return { output: { state }, audit: audit({ state, trouble, from: message?.from.organId }) }
  },
})

type Locked = Awaited<ReturnType<typeof lockStored>>

async function lockStored(tx: Tx, { officeId }: Actor, id: string) {
  const arrival = await tx.db
    .selectFrom('interchange_arrivals')
    .select(['id', 'state', 'via', 'from_office_id as fromOfficeId', 'transport_id as transportId'])
    .select('axis_sender as axisSender')
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!arrival) throw new AppError('not_found')
  return arrival
}

/** The same message, cut off on the way before, needs nobody any more. */
async function skipBroken(tx: Tx, { officeId }: Actor, { id, transportId }: Locked): Promise<void> {
  if (transportId === '') return
  await tx.db
    .updateTable('interchange_arrivals')
    .set({ state: 'skipped', decided_at: tx.now, decided_words: cameWhole })
    .where('office_id', '=', officeId)
    .where('transport_id', '=', transportId)
    .where('id', '<>', id)
    .where('state', '=', 'trouble')
    .where('trouble_code', '=', 'unreadable')
    .execute()
}

const cameWhole = 'Đã nhận bản đọc được của thông điệp này.'

/** One that cannot be read waits in the tray, unless the same message has come whole. */
async function settleBroken(
  tx: Tx,
  { officeId }: Actor,
  { arrival, faults }: { arrival: Locked; faults: readonly EdxmlFault[] },
): Promise<Settlement> {
  const whole =
    arrival.transportId === ''
      ? undefined
      : await tx.db
          .selectFrom('interchange_arrivals')
          .select('id')
          .where('office_id', '=', officeId)
          .where('transport_id', '=', arrival.transportId)
          .where('message', 'is not', null)
          .executeTakeFirst()
  return whole ? { state: 'skipped', words: cameWhole } : { state: 'trouble', trouble: unreadable(faults) }
}

function unreadable(faults: readonly EdxmlFault[]): Trouble {
  const told = faults.slice(0, 5).map(({ place, sentence }) => (place ? `${place}: ${sentence}` : sentence))
  const more = faults.length > 5 ? ` Còn ${faults.length - 5} lỗi nữa.` : ''
  return { code: 'unreadable', sentence: `${told.join(' ')}${more}`.slice(0, 2000) }
}

interface Settling {
  arrival: Locked
  message: KeptMessage
  signature: EdxmlSignature
  digest: string
  files: z.output<typeof readFile>[]
}

type Settled = Settlement & { agencyId?: string }

async function settle(tx: Tx, actor: Actor, { arrival, message, ...read }: Settling): Promise<Settled> {
  const via = arrival.via === 'here' ? 'here' : 'axis'
  const { fromOfficeId, axisSender } = arrival
  const [own, agency] = await Promise.all([
    loadOwn(tx.db, actor.officeId),
    agencyOf(tx, actor, message.from.organId),
  ])
  const facts = {
    own: own.agency.organId,
    requireSignature: own.requireSignature,
    via,
    fromOfficeId,
    axisSender,
    agency,
  } as const
  const trouble = judgeSender(message as EdxmlMessage, read.signature, facts)
  if (trouble) return { state: 'trouble', trouble, ...(agency ? { agencyId: agency.id } : {}) }
  const agencyId = agency?.id ?? (await enterSender(tx, actor, { agency: message.from, via, fromOfficeId }))
  const isPinned = via === 'axis' && (agency?.fingerprint ?? '') !== ''
  const arrived: ReadArrival = {
    ...read,
    id: arrival.id,
    agencyId,
    message,
    kind: kindOf(message),
    about: aboutOf(message),
    isTrusted: !isPinned || read.signature.state === 'valid',
  }
  return { agencyId, ...(await effectOf(tx, actor, arrived)) }
}

function effectOf(tx: Tx, actor: Actor, arrived: ReadArrival): Promise<Settlement> {
  if (arrived.kind === 'status') return settleStatus(tx, actor, arrived)
  return arrived.kind === 'recall' ? settleRecall(tx, actor, arrived) : settleDocument(tx, actor, arrived)
}

async function agencyOf(tx: Tx, { officeId }: Actor, organId: string): Promise<KnownAgency | null> {
  const row = await tx.db
    .selectFrom('interchange_agencies')
    .select(['id', 'name', 'fingerprint', 'partner_office_id as partnerOfficeId'])
    .select((each) => each.ref('via').$castTo<KnownAgency['via']>().as('via'))
    .where('office_id', '=', officeId)
    .where('organ_id', '=', organId)
    .executeTakeFirst()
  return row ?? null
}

async function store(
  tx: Tx,
  { officeId }: Actor,
  { input, settled }: { input: z.output<typeof settleArrival.input>; settled: Settled },
): Promise<void> {
  const { message, signature } = input
  const cautions = input.files.map(({ caution }) => caution).filter((words) => words !== '')
  await tx.db
    .updateTable('interchange_arrivals')
    .set((column) => ({
      state: settled.state,
      kind: message ? kindOf(message) : null,
      agency_id: settled.agencyId ?? null,
      document_id: message ? documentIdOf(message) : null,
      digest: input.digest,
      about_document_id: message ? aboutOf(message) : null,
      about_arrival_id: settled.aboutArrivalId ?? null,
      status_code: message?.kind === 'status' ? message.statusCode : null,
      message: message ? JSON.stringify(message) : null,
      file_ids: settled.fileIds ?? [],
      cautions: cautions.join(' ').slice(0, 2000),
      fingerprint: signature.state === 'valid' ? signature.certificate.fingerprint : '',
      trouble_code: settled.trouble?.code ?? '',
      trouble: settled.trouble?.sentence ?? '',
      incoming_id: settled.incomingId ?? null,
      decided_words: settled.words ?? '',
      revision: column('revision', '+', 1),
    }))
    .where('office_id', '=', officeId)
    .where('id', '=', input.id)
    .execute()
}

const documentIdOf = (message: KeptMessage) =>
  message.kind === 'status' ? message.responseFor.documentId : message.documentId
