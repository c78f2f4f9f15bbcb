import { z } from 'zod'
import { agencySchema } from '../../procedures/model.ts'

const line = (longest: number) => z.string().trim().max(longest, `Tối đa ${longest} ký tự.`)
const named = (message: string, longest = 200) => line(longest).min(1, message)
/** Dates a living person's papers can bear; 1 BC and the year 9999 are slips. */
const paperDate = z.iso
  .date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')
  .refine((date) => date >= '1880-01-01' && date <= '2200-01-01', 'Ngày không hợp lệ; hãy kiểm tra lại năm.')
const email = z.union([z.literal(''), z.email('Thư điện tử chưa đúng, ví dụ: ten@example.vn')]).default('')
const reason = named('Hãy ghi rõ lý do.', 2000)

/** Names a dossier: its code, or its id before it has one. */
export const dossierRef = z.string().trim().min(1).max(80)

/** Every change of an existing dossier names the revision it was decided on; another one in between makes it stale. */
const change = { code: dossierRef, revision: z.int().min(1) }

/** Asks also for what the office already has, after it was warned: no paper is asked for twice without a reason. */
const askAgain = { askAgain: z.boolean().default(false) }

export const applicantInput = z.strictObject({
  kind: z.enum(['citizen', 'business', 'organisation']).default('citizen'),
  name: named('Hãy nhập họ tên hoặc tên tổ chức.'),
  personalId: line(20).default(''),
  birthDate: paperDate.nullish().transform((value) => value ?? null),
  sex: z
    .enum(['male', 'female'])
    .nullish()
    .transform((value) => value ?? null),
  address: line(500).default(''),
  phone: line(30).default(''),
  email,
})

export const submitterInput = z.strictObject({
  name: named('Hãy nhập họ tên người nộp.'),
  personalId: line(20).default(''),
  phone: line(30).default(''),
})

export const componentInput = z.strictObject({
  /** Position in the procedure's list; above it, papers the citizen added. */
  ordinal: z.int().min(0).max(199),
  /** Only for papers that the procedure's list does not name. */
  name: line(500).optional(),
  provided: z.boolean(),
  originals: z.int().min(0).max(999).default(0),
  copies: z.int().min(0).max(999).default(0),
  note: line(500).default(''),
  fileIds: z.array(z.uuid()).max(50).default([]),
  /** Taken from the owner's data store instead of a paper. */
  citizenPaperId: z.uuid().optional(),
  /** Taken from an earlier dossier of the same person instead of a paper. */
  earlier: z.strictObject({ dossierId: z.uuid(), ordinal: z.int().min(0).max(999) }).optional(),
})

export const receiveInput = z.strictObject({
  /** Id chosen by the caller (UUIDv7); made by the program otherwise. */
  id: z.uuid().optional(),
  procedureId: z.uuid('Hãy chọn thủ tục.'),
  applicant: applicantInput,
  submitter: submitterInput.nullish().transform((value) => value ?? null),
  content: line(2000).default(''),
  setCount: z.int().min(1, 'Ít nhất 1 bộ.').max(99).default(1),
  channel: z.union([z.literal(1), z.literal(3)]).default(1),
  returnPlace: line(300).default(''),
  /** How the citizen wants the result: at the desk, by post, or as an electronic file. */
  returnMethod: z.enum(['counter', 'post', 'online']).default('counter'),
  /** Where the post brings it; the applicant's address unless told. */
  returnAddress: line(500).default(''),
  /** Version of the procedure that the officer saw; another one meanwhile makes the reception stale. */
  procedureVersion: z.int().min(1).optional(),
  /** Case of the procedure (trường hợp); its first one unless told. */
  caseCode: line(80).optional(),
  /** Answers of the electronic declaration. */
  declaration: z
    .record(z.string().max(200), z.unknown())
    .nullish()
    .transform((value) => value ?? null),
  /** Code of a declaration filled in at home, which this dossier takes up. */
  declarationCode: line(60).default(''),
  /** Agency whose desk took it in, where that is another one (nộp hồ sơ không phụ thuộc địa giới). */
  handedInAt: agencySchema.nullish().transform((value) => value ?? null),
  components: z.array(componentInput).max(200).default([]),
  /** Working days agreed with the citizen, only where the procedure has no time limit of its own. */
  agreedWorkingDays: z.int().min(1).max(365).optional(),
  /** A dossier waiting for papers before acceptance, which is now complete. */
  pendingId: z.uuid().optional(),
  /** Ticket of the queue with which the citizen came; the news of the reception names it. */
  ticketId: z.uuid().optional(),
})

/** Not received: papers missing before acceptance (Mẫu 02) or out of competence (Mẫu 03). */
export const turnAwayInput = receiveInput
  .pick({
    procedureId: true,
    caseCode: true,
    applicant: true,
    submitter: true,
    content: true,
    declaration: true,
    components: true,
  })
  .extend({
    kind: z.enum(['supplement', 'refusal']),
    items: z.array(named('Hãy ghi giấy tờ cần bổ sung.', 500)).max(50).default([]),
    reason,
    ...askAgain,
  })

/** Answer to an online filing that is not accepted: papers missing (Mẫu 02) or not to be received (Mẫu 03). */
export const answerFilingInput = z.strictObject({
  id: z.uuid(),
  revision: z.int().min(1),
  kind: z.enum(['supplement', 'refusal']),
  items: z.array(named('Hãy ghi giấy tờ cần bổ sung.', 500)).max(50).default([]),
  reason,
  ...askAgain,
})
/** Accepts what was filed as it was filed. `agreedWorkingDays` only where the procedure has no time limit of its own. */
export const acceptFilingInput = z.strictObject({
  id: z.uuid(),
  revision: z.int().min(1),
  agreedWorkingDays: z.int().min(1).max(365).optional(),
})

export const forwardInput = z.strictObject({
  ...change,
  toStaffId: z.uuid().nullish(),
  note: line(1000).default(''),
})
export const takeUpInput = z.strictObject(change)
export const sendBackInput = z.strictObject({ ...change, reason })
export const supplementRequestInput = z.strictObject({
  ...change,
  items: z.array(named('Hãy ghi giấy tờ cần bổ sung.', 500)).min(1, 'Hãy ghi ít nhất một giấy tờ.').max(50),
  reason,
  ...askAgain,
})
export const supplementReceiptInput = z.strictObject({
  ...change,
  note: line(1000).default(''),
  papers: z
    .array(
      z.strictObject({
        name: named('Hãy ghi tên giấy tờ.', 500),
        originals: z.int().min(0).max(999).default(0),
        copies: z.int().min(0).max(999).default(0),
      }),
    )
    .max(50)
    .default([]),
  fileIds: z.array(z.uuid()).max(50).default([]),
})
export const withdrawalInput = z.strictObject({ ...change, reason })
export const withdrawalAnswerInput = z.strictObject({
  ...change,
  accept: z.boolean(),
  note: line(1000).default(''),
})
export const stopInput = z.strictObject({
  ...change,
  ground: z.enum(['not_supplemented', 'not_eligible', 'financial', 'other']),
  reason,
  legalGround: line(500).default(''),
  feeHandling: line(500).default(''),
})

/** A result written in the program, printed in the layout of Decree 30/2020. */
export const letterInput = z.strictObject({
  typeName: line(100).default(''),
  subject: named('Hãy ghi trích yếu.', 500),
  addressees: z.array(named('Hãy ghi nơi nhận.', 300)).min(1, 'Hãy ghi nơi nhận.').max(20),
  body: z.array(line(10_000)).min(1, 'Hãy soạn nội dung.').max(200),
  recipients: z.array(line(300)).max(20).default([]),
})
export const draftResultInput = z.strictObject({
  ...change,
  title: named('Hãy ghi tên kết quả.', 300),
  fileId: z
    .uuid()
    .nullish()
    .transform((value) => value ?? null),
  letter: letterInput.nullish().transform((value) => value ?? null),
})
export const approveInput = z.strictObject({ ...change, note: line(1000).default('') })
export const issueInput = z.strictObject({
  ...change,
  symbol: line(40).default(''),
  /** Of a paper certified in the normal way: pages of the original and copies, for the register and the fee. */
  certified: z
    .strictObject({
      pages: z.int('Số trang phải là số nguyên.').min(1).max(9999).optional(),
      copies: z.int('Số bản phải là số nguyên.').min(1).max(999).optional(),
    })
    .default({}),
})
export const returnInput = z.strictObject({
  ...change,
  collectorName: named('Hãy ghi họ tên người nhận kết quả.'),
  collectorPersonalId: line(20).default(''),
  collectorNote: line(500).default(''),
  /** At the desk, or as an electronic file that the officer confirms the citizen has. By post: see the parcels. */
  how: z.enum(['counter', 'online']).default('counter'),
})

/** What a changing command answers: enough to go on. */
export const changedOutput = z.object({
  id: z.uuid(),
  code: z.string().nullable(),
  status: z.int(),
  revision: z.int(),
})
