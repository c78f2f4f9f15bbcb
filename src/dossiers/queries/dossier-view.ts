import { z } from 'zod'
import { letterInput } from '../model/inputs.ts'
import { type Action, actions } from '../model/next-steps.ts'

export const urgencySchema = z.enum(['on_time', 'due_soon', 'late']).nullable()

const text = z.string()
const moment = z.date()
const optionalMoment = z.date().nullable()
const person = z.object({ id: z.uuid(), name: text, post: text })

const file = z.object({ id: z.uuid(), name: text, size: z.int(), mediaType: text })
const attachedFile = file.extend({ component: z.int().nullable(), purpose: text, addedAt: moment })

const step = z.object({
  ordinal: z.int(),
  code: text,
  name: text,
  role: text,
  roleName: text,
  minutes: z.int(),
  dueAt: moment,
  state: z.enum(['done', 'current', 'next']),
  /** When it was handed on, and by whom: done steps only. */
  doneAt: optionalMoment,
  doneBy: text,
})

const component = z.object({
  ordinal: z.int(),
  name: text,
  kind: text,
  required: z.boolean(),
  provided: z.boolean(),
  originals: z.int(),
  copies: z.int(),
  note: text,
  files: z.array(file),
  paperCode: text,
  mustScan: z.boolean(),
  /** Taken from what the office already has: from the data store or an earlier dossier. */
  reuse: z.enum(['store', 'dossier']).nullable(),
  digitisedPaperId: z.uuid().nullable(),
  /** What the national indicators of digitisation count (§5.3), by the portal's names. */
  digitisation: z.object({
    DuocSoHoa: z.boolean(),
    DuocTaiSuDung: z.boolean(),
    DuocLayTuKhoDMQG: z.boolean(),
  }),
})

const handover = z.object({
  sequence: z.int(),
  fromStep: z.int(),
  toStep: z.int(),
  fromLabel: text,
  toLabel: text,
  handedAt: moment,
  receivedAt: optionalMoment,
  receivedBy: text,
  outcome: z.enum(['early', 'on_time', 'late']),
  note: text,
})

const event = z.object({
  id: z.uuid(),
  at: moment,
  kind: text,
  actorName: text,
  actorPost: text,
  publicText: text,
  note: text,
})

const paper = z.object({
  id: z.uuid(),
  form: text,
  title: text,
  number: z.int(),
  symbol: text,
  issuedAt: moment,
  issuedBy: text,
  /** How often it was opened for printing, and the last time. */
  printedCount: z.int(),
  printedAt: optionalMoment,
  printedBy: text,
  /** What the citizen was asked for: supplement requests only. */
  items: z.array(text),
})

const result = z.object({
  state: z.enum(['draft', 'approved', 'issued']),
  title: text,
  file: file.nullable(),
  letter: letterInput.nullable(),
  draftedBy: text,
  draftedAt: moment,
  approvedBy: text,
  approvedAt: optionalMoment,
  number: z.int().nullable(),
  symbol: text.nullable(),
  issuedOn: text.nullable(),
  /** Whether the electronic result is kept, for the citizen to download. */
  isKept: z.boolean(),
})

/** Xin lỗi, hẹn lại: what was proposed and decided, how the due time moved, and to whom lateness was charged. */
const apology = z.object({
  /** By when an apology has to be on its way, while no new date was granted and the clock runs. */
  sendBy: optionalMoment,
  reasons: z.array(z.object({ code: text, name: text })),
  reappointMax: z.int(),
  extensions: z.array(
    z.object({
      sequence: z.int(),
      state: z.enum(['draft', 'proposed', 'granted', 'refused', 'dropped']),
      reasonCode: text,
      publicReason: text,
      reason: text,
      dueBefore: moment,
      proposedDueAt: optionalMoment,
      proposedByName: text,
      decidedByName: text,
      decidedAt: optionalMoment,
      decisionNote: text,
      beyondLimit: z.boolean(),
    }),
  ),
  dueChanges: z.array(
    z.object({
      sequence: z.int(),
      at: moment,
      before: moment,
      after: moment,
      publicReason: text,
      reason: text,
      by: text,
    }),
  ),
  lateness: z.array(
    z.object({
      id: text,
      /** The step; of a partner agency, its name. */
      stepName: text,
      roleName: text,
      isPartner: z.boolean(),
      staffName: text,
      since: moment,
      minutes: z.int(),
    }),
  ),
})

const agency = z.object({ code: text, name: text })

const actionNames = Object.keys(actions) as [Action, ...Action[]]

/** A dossier whole, as the officer who works on it sees it. */
export const dossierView = z.object({
  id: z.uuid(),
  code: text.nullable(),
  revision: z.int(),
  status: z.int(),
  statusName: text,
  procedureId: z.uuid(),
  procedureCode: text.nullable(),
  procedureName: text,
  /** Case of the procedure (trường hợp); empty where it has only one. */
  caseName: text,
  /** Where it was handed in, who receives it officially, who decides (NĐ 118/2025/NĐ-CP), as named on the day. */
  agencies: z.object({ handedIn: agency, receiving: agency, deciding: agency }).nullable(),
  fieldCode: text,
  fieldName: text,
  channelName: text,
  applicant: z.object({
    kind: z.enum(['citizen', 'business', 'organisation']),
    name: text,
    personalId: text,
    birthDate: text.nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    address: text,
    phone: text,
    email: text,
  }),
  submitter: z.object({ name: text, personalId: text, phone: text }).nullable(),
  content: text,
  setCount: z.int(),
  /** Whether the declaration was filled in electronically and can be printed. */
  hasDeclaration: z.boolean(),
  returnPlace: text,
  returnMethod: z.enum(['counter', 'post', 'online']),
  returnAddress: text,
  returnedHow: z.enum(['counter', 'post', 'online']).nullable(),
  /** The post brought the result back. */
  undelivered: z.boolean(),
  /** Whether this reader may put papers of the dossier into the data store. */
  mayDigitise: z.boolean(),
  receivedAt: moment,
  receivedBy: text,
  timeLimit: text,
  originalDueAt: moment,
  dueAt: moment,
  urgency: urgencySchema,
  timeLeft: text,
  pausedSince: optionalMoment,
  supplementCount: z.int(),
  finishedAt: optionalMoment,
  returned: z.object({ at: moment, by: text, name: text, personalId: text, note: text }).nullable(),
  step: z.int(),
  holder: person.nullable(),
  steps: z.array(step),
  components: z.array(component),
  otherFiles: z.array(attachedFile),
  handovers: z.array(handover),
  events: z.array(event),
  pauses: z.array(z.object({ from: moment, to: optionalMoment, reason: text })),
  papers: z.array(paper),
  result: result.nullable(),
  apology,
  actions: z.array(z.enum(actionNames)),
  warnings: z.array(z.object({ field: text, message: text })),
})

export type DossierView = z.infer<typeof dossierView>
export type StepView = DossierView['steps'][number]
export type StoredFile = z.infer<typeof file>
