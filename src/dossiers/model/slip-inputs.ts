import { z } from 'zod'
import { agencyCodeSchema } from '../../staff/model.ts'
import { normaliseSlipCode } from './handover-slip.ts'
import { dossierRef } from './inputs.ts'

const note = z.string().trim().max(500, 'Tối đa 500 ký tự.').default('')

/** A slip by its code as typed or scanned, or by its id. */
export const slipRef = z
  .string()
  .trim()
  .min(1, 'Hãy quét hoặc gõ mã phiếu.')
  .max(300, 'Mã phiếu không dài như vậy.')
  .transform((typed) => (/^[0-9a-f-]{36}$/.test(typed) ? typed : normaliseSlipCode(typed)))

export const sendPapersInput = z.strictObject({
  /** Id chosen by the caller (UUIDv7); made by the program otherwise. */
  id: z.uuid().optional(),
  destination: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('unit'), unitId: z.uuid('Hãy chọn nơi nhận.') }),
      z.strictObject({
        kind: z.literal('agency'),
        name: z.string().trim().min(1, 'Hãy ghi tên cơ quan nhận.').max(200, 'Tối đa 200 ký tự.'),
        code: z.union([z.literal(''), agencyCodeSchema]).default(''),
      }),
    ],
    'Hãy chọn nơi nhận.',
  ),
  dossiers: z
    .array(dossierRef)
    .min(1, 'Hãy chọn ít nhất một hồ sơ.')
    .max(100, 'Mỗi phiếu tối đa 100 hồ sơ. Hãy lập thêm phiếu.'),
  note,
})

export const confirmPapersInput = z.strictObject({
  code: slipRef,
  revision: z.int().min(1),
  /** Dossiers that are there, and those that the slip names but are not. */
  received: z.array(dossierRef).max(100).default([]),
  missing: z
    .array(z.strictObject({ code: dossierRef, note }))
    .max(100)
    .default([]),
  /** Who took the papers at another agency; at a unit it is whoever confirms. */
  receiverName: z.string().trim().max(200, 'Tối đa 200 ký tự.').default(''),
})
