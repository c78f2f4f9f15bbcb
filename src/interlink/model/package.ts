import { z } from 'zod'
import { agencySchema } from '../../procedures/model.ts'
import { canonicalJson, readCanonical } from './canonical-json.ts'
import { type Outcome, outcomes } from './outcomes.ts'

/** What one package may hold: the manifest in bytes, files by number, size and in all. */
export const packageLimits = {
  manifest: 512 * 1024,
  files: 20,
  fileSize: 50 * 1024 * 1024,
  total: 150 * 1024 * 1024,
} as const

const format = 'mot-cua.interlink/1'
const line = (longest: number) => z.string().max(longest)
const moment = z.iso.datetime()
const digest = z.string().regex(/^[0-9a-f]{64}$/)

const part = z.strictObject({
  name: z.string().min(1).max(120),
  mediaType: z.string().min(1).max(120),
  size: z.int().min(1).max(packageLimits.fileSize),
  sha256: digest,
})
export type Part = z.output<typeof part>

/** Who wrote what a package says, by name and post. */
const writer = z.strictObject({ name: line(200), post: line(200) })

const person = z.strictObject({
  kind: z.enum(['citizen', 'business', 'organisation']),
  name: line(200),
  personalId: line(20),
  birthDate: z.iso.date().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  address: line(500),
  phone: line(30),
  email: line(200),
})

/** What is asked, about which dossier, by when, and of it only what was chosen. */
export const requestContent = z.strictObject({
  question: line(4000),
  answerBy: moment,
  dossier: z.strictObject({
    code: line(80),
    procedureCode: line(40).nullable(),
    procedureName: line(1000),
    receivedAt: moment,
    dueAt: moment,
  }),
  /** The desk that stays answerable to the citizen. */
  handedIn: agencySchema,
  applicant: person.nullable(),
  /** Answers of the electronic declaration, as they stand on the paper. */
  declaration: z.array(z.strictObject({ label: line(1000), value: line(4000) })).max(500),
  /** `files`: positions in the list of parts. */
  components: z
    .array(
      z.strictObject({
        name: line(500),
        originals: z.int().min(0).max(999),
        copies: z.int().min(0).max(999),
        note: line(500),
        files: z.array(z.int().min(0).max(packageLimits.files)).max(packageLimits.files),
      }),
    )
    .max(200),
  writer,
})
export type RequestContent = z.output<typeof requestContent>

const contents = {
  request: requestContent,
  /** What the asked agency wanted; its clock goes on, until `answerBy`. */
  supplement: z.strictObject({ text: line(4000), answerBy: moment, writer }),
  recall: z.strictObject({ text: line(2000), writer }),
  answer: z.strictObject({
    outcome: z.enum(Object.keys(outcomes) as [Outcome, ...Outcome[]]),
    text: line(4000),
    /** Of `longer` alone. */
    promisedAt: moment.nullable(),
    writer,
  }),
  /** A newer key of the sender, told under one that the recipient knows. */
  key: z.strictObject({ publicKey: line(100) }),
} as const

const common = {
  format: z.literal(format),
  id: z.uuid(),
  /** Packages of a leg count from 1 on each side and have their effect in that order. */
  sequence: z.int().min(0).max(100_000),
  sender: agencySchema,
  recipient: z.strictObject({ code: line(40) }),
  createdAt: moment,
  parts: z.array(part).max(packageLimits.files),
}
const ofLeg = <K extends 'request' | 'supplement' | 'recall' | 'answer'>(kind: K) =>
  z.strictObject({ ...common, kind: z.literal(kind), leg: z.uuid(), content: contents[kind] })

/** What a package says, all of it signed: who to whom, on which leg, and the hash of every file that goes with it. */
export const manifestSchema = z.discriminatedUnion('kind', [
  ofLeg('request'),
  ofLeg('supplement'),
  ofLeg('recall'),
  ofLeg('answer'),
  z.strictObject({ ...common, kind: z.literal('key'), leg: z.null(), content: contents.key }),
])
export type Manifest = z.output<typeof manifestSchema>
export type LegManifest = Exclude<Manifest, { kind: 'key' }>
export type ManifestBody = DistributiveOmit<Manifest, 'format'>
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** The text that is signed. */
export function writeManifest(body: ManifestBody): string {
  return canonicalJson({ format, ...body })
}

/** What a manifest says; null for anything that is not one in canonical form, or goes beyond the limits. */
export function readManifest(text: string): Manifest | null {
  if (Buffer.byteLength(text) > packageLimits.manifest) return null
  const parsed = manifestSchema.safeParse(readCanonical(text))
  if (!parsed.success) return null
  const total = parsed.data.parts.reduce((sum, { size }) => sum + size, 0)
  return total <= packageLimits.total ? parsed.data : null
}

/** Words of each refusal, for the officer of the sender. */
export const refusals = {
  closed: 'Cơ quan nhận đã ngừng phối hợp với đơn vị gửi.',
  not_for_us: 'Gói tin ghi mã định danh của cơ quan khác.',
  clock: 'Giờ của hai máy lệch nhau quá nhiều, hoặc gói tin đã quá cũ.',
  unknown_leg: 'Cơ quan nhận không có lượt phối hợp này.',
  leg_ended: 'Lượt phối hợp này đã kết thúc.',
  wrong_order: 'Gói tin không đúng thứ tự.',
  id_reused: 'Mã gói tin đã dùng cho nội dung khác.',
  file_refused: 'Có tệp mà cơ quan nhận không nhận được.',
} as const
export type Refusal = keyof typeof refusals

/** Refusals that another try may overcome. */
export const passingRefusals: readonly string[] = ['clock'] satisfies Refusal[]

/**
 * `received`: whole and kept, its turn comes after one that is still missing. `accepted`: had its effect now.
 * `processed`: had it before, this is a repetition. `refused`: will have none, for this reason.
 */
export const acknowledgementSchema = z.strictObject({
  format: z.literal(format),
  packageId: z.uuid(),
  digest,
  code: z.enum(['received', 'accepted', 'processed', 'refused']),
  reason: z.union([z.literal(''), z.enum(Object.keys(refusals) as [Refusal, ...Refusal[]])]),
  detail: line(500),
  at: moment,
})
export type Acknowledgement = z.output<typeof acknowledgementSchema>

export function writeAcknowledgement(body: Omit<Acknowledgement, 'format'>): string {
  return canonicalJson({ format, ...body })
}

export function readAcknowledgement(text: string): Acknowledgement | null {
  const parsed = acknowledgementSchema.safeParse(readCanonical(text))
  return parsed.success ? parsed.data : null
}

const minute = 60_000
const day = 24 * 60 * minute
/** How far clocks may differ, and how long a sender may go on trying. */
const [aheadLimit, ageLimit] = [10 * minute, 45 * day]

/** Whether a package may have been made then: not in a future beyond what clocks differ, not before living memory. */
export function isTimely(createdAt: string, now: Date): boolean {
  const age = now.getTime() - new Date(createdAt).getTime()
  return age >= -aheadLimit && age <= ageLimit
}
