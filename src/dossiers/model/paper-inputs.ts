import { z } from 'zod'
import { dossierRef } from './inputs.ts'

const line = (longest: number) => z.string().trim().max(longest, `Tối đa ${longest} ký tự.`)
const named = (message: string, longest: number) => line(longest).min(1, message)
const day = z.iso
  .date('Ngày không hợp lệ; hãy nhập ngày/tháng/năm.')
  .refine((date) => date >= '1880-01-01' && date <= '2200-01-01', 'Ngày không hợp lệ; hãy kiểm tra lại năm.')
const optionalDay = day.nullish().transform((value) => value ?? null)

/** Số định danh cá nhân or mã số of an organisation; spaces that people type go. */
export const ownerIdentifier = z
  .string()
  .transform((typed) => typed.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^[0-9-]{8,20}$/, 'Hãy nhập đúng số định danh cá nhân hoặc mã số tổ chức.'))

/** Digitising one paper of a dossier (§5.3.4 of the digitisation duties: NĐ 107/2021, TT 01/2023/TT-VPCP). */
export const digitiseInput = z.strictObject({
  code: dossierRef,
  revision: z.int().min(1),
  ordinal: z.coerce.number().int().min(0).max(999),
  /** The scan: a file of this component, or one just uploaded; the component's latest file unless told. */
  fileId: z.uuid('Hãy chọn tệp quét của giấy tờ này.').optional(),
  name: named('Hãy ghi tên giấy tờ.', 500),
  paperCode: line(60).default(''),
  number: line(100).default(''),
  issuedOn: optionalDay,
  issuingAgency: line(300).default(''),
  validUntil: optionalDay,
  note: line(1000).default(''),
  /** The officer held it beside the original. */
  compared: z.boolean(),
})

export const changePaperStateInput = z.strictObject({
  id: z.uuid(),
  state: z.enum(['superseded', 'annulled']),
  reason: named('Hãy ghi rõ lý do.', 1000),
})

export const openStoreInput = z.strictObject({
  identifier: ownerIdentifier,
  /** The dossier for which it is looked into; with it no other reason is needed. */
  dossierCode: line(80).default(''),
  reason: line(500).default(''),
})

export const offerPapersInput = z.strictObject({
  procedureId: z.uuid(),
  caseCode: z.string().max(80).optional(),
  personalId: ownerIdentifier,
})
