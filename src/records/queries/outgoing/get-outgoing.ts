import { z } from 'zod'
import { localDate } from '../../../calendar/model/local-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { defineQuery, type Reader } from '../../../platform/operations.ts'
import { demoOutgoingId } from '../../model/outgoing/demo-outgoing.ts'
import { checkForm } from '../../model/outgoing/form-check.ts'
import {
  nextOutgoingSteps,
  type OutgoingAction,
  type OutgoingSituation,
  type OutgoingState,
  outgoingStateNames,
  statesBack,
} from '../../model/outgoing/life.ts'
import { maySeeOutgoing } from '../../model/outgoing/outgoing-access.ts'
import { outgoingContentSchema } from '../../model/outgoing/outgoing-content.ts'
import { numberWords } from '../../model/outgoing/symbols.ts'
import { factsOfDraft } from './outgoing-facts.ts'
import { outgoingParts } from './outgoing-parts.ts'
import { wordTextOf } from './word-text.ts'

const fault = z.object({
  place: z.string(),
  line: z.number().nullable(),
  breaks: z.boolean(),
  words: z.string(),
  basis: z.string(),
})

const view = z.object({
  id: z.string(),
  revision: z.number(),
  version: z.number(),
  state: z.enum(outgoingStateNames),
  restricted: z.boolean(),
  code: z.string().nullable(),
  datedOn: z.string().nullable(),
  content: outgoingContentSchema,
  file: z.object({ id: z.string(), name: z.string() }).nullable(),
  signedFileId: z.string().nullable(),
  signedAs: z.string().nullable(),
  drafter: z.object({ id: z.string(), name: z.string(), unit: z.string() }),
  signer: z.string().nullable(),
  /** Whether the reader is the signer. */
  isSigner: z.boolean(),
  replyBy: z.string().nullable(),
  repliesTo: z.array(z.object({ id: z.string(), label: z.string() })),
  closingReason: z.string(),
  correctedBy: z.string().nullable(),
  replacedBy: z.string().nullable(),
  faults: z.array(fault),
  steps: z.array(z.string()),
  back: z.array(z.enum(outgoingStateNames)),
  events: z.array(
    z.object({
      id: z.string(),
      at: z.iso.datetime(),
      kind: z.string(),
      name: z.string(),
      post: z.string(),
      words: z.string(),
      version: z.number(),
    }),
  ),
  versions: z.array(
    z.object({
      version: z.number(),
      name: z.string(),
      savedAt: z.iso.datetime(),
      content: outgoingContentSchema,
    }),
  ),
  sendings: z.array(
    z.object({
      id: z.string(),
      recipient: z.string(),
      way: z.enum(['hand', 'post', 'email', 'interchange']),
      sentOn: z.string(),
      copies: z.number(),
      receivedBy: z.string(),
      /** The e-mail that the program sent, and what became of it. */
      letter: z
        .object({ address: z.string().nullable(), state: z.string(), reason: z.string().nullable() })
        .nullable(),
    }),
  ),
  numbersGivenUp: z.array(z.object({ code: z.string(), reason: z.string() })),
})

/** Một văn bản đi whole: draft, faults of its form, history, versions, sendings, and what the reader may do next. */
export const getOutgoing = defineQuery({
  name: 'records.getOutgoing',
  title: 'Xem một văn bản đi',
  audience: 'staff',
  door: { method: 'GET', path: '/outgoing-documents/{id}' },
  input: z.strictObject({ id: z.uuid() }),
  output: view,
  example: { id: demoOutgoingId('issue') },
  async run(reader, actor, { id }) {
    const row = await selectOutgoing(reader, actor.officeId, id)
    const situation = situationOf(row)
    if (!maySeeOutgoing(actor, { ...situation, restricted: row.restricted })) throw new AppError('not_found')
    const content = outgoingContentSchema.parse(row.content)
    const day = localDate(reader.now)
    const isOpen = row.number === null && row.state !== 'cancelled'
    const [parts, facts, word] = await Promise.all([
      outgoingParts(reader.db, actor.officeId, { id, repliesTo: row.replies_to, fileId: row.file_id }),
      factsOfDraft(reader.db, { officeId: actor.officeId, content, unitId: row.unit_id, day }),
      wordTextOf(reader.db, actor.officeId, row.file_id),
    ])
    const steps: OutgoingAction[] = nextOutgoingSteps(situation, actor)
    return {
      id,
      revision: row.revision,
      version: row.version,
      state: situation.state,
      restricted: row.restricted,
      code: row.number === null ? null : `${numberWords(row.number)}/${row.symbol}`,
      datedOn: row.dated_on,
      content,
      signedFileId: row.signed_file_id,
      signedAs: row.signed_as,
      drafter: { id: row.drafter_id, name: row.drafter, unit: row.unit ?? '' },
      signer: row.signer,
      isSigner: row.signer_id === actor.id,
      replyBy: row.reply_by,
      closingReason: row.closing_reason,
      correctedBy: row.corrected_by,
      replacedBy: row.replaced_by,
      faults: isOpen ? checkForm(content, facts.form, word) : [],
      steps,
      back: steps.includes('sendBack') ? statesBack(situation) : [],
      ...parts,
    }
  },
})

/** What the next steps of a document depend on, of its row. */
export function situationOf(row: Awaited<ReturnType<typeof selectOutgoing>>): OutgoingSituation {
  return {
    state: row.state as OutgoingState,
    drafterId: row.drafter_id,
    signerId: row.signer_id,
    unitHeadId: row.head_id,
    needsSeal: row.signed_as === 'digital' && row.sealed_at === null,
  }
}

/** The row with the names that stand beside it. Fails with not_found. */
export async function selectOutgoing({ db }: Pick<Reader, 'db'>, officeId: string, id: string) {
  const row = await db
    .selectFrom('outgoing_documents as d')
    .innerJoin('staff_members as p', (join) =>
      join.onRef('p.office_id', '=', 'd.office_id').onRef('p.id', '=', 'd.drafter_id'),
    )
    .leftJoin('staff_members as s', (join) =>
      join.onRef('s.office_id', '=', 'd.office_id').onRef('s.id', '=', 'd.signer_id'),
    )
    .leftJoin('units as n', (join) =>
      join.onRef('n.office_id', '=', 'd.office_id').onRef('n.id', '=', 'd.unit_id'),
    )
    .leftJoin('outgoing_units as u', (join) =>
      join.onRef('u.office_id', '=', 'd.office_id').onRef('u.unit_id', '=', 'd.unit_id'),
    )
    .selectAll('d')
    .select(['p.full_name as drafter', 's.full_name as signer', 'n.name as unit', 'u.head_id'])
    .where('d.office_id', '=', officeId)
    .where('d.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found')
  return row
}
