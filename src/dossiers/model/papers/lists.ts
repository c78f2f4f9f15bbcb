import { z } from 'zod'
import { head, line, localTime, optionalLine } from './shapes.ts'

/** How many columns the register has (Mẫu số 06 of 2018, 07 of 2025). */
export const registerColumns = 13

/** Sổ theo dõi hồ sơ, or one part of a long one. Template `register`. */
export const registerPaper = z.object({
  title: line,
  /** The whole period in words, for the name of the document. */
  period: line,
  agency: line,
  unit: line,
  /** What stands at the foot of each sheet before its number, e.g. `Quyển số 01/2026, phần 2/3`. */
  sheetName: line,
  /** One for every volume (year) and edition in the period. */
  parts: z.array(
    z.object({
      year: line,
      volume: line,
      /** First and last day, as printed. */
      from: line,
      to: line,
      /** Which dossiers only, in words; null for all. */
      scope: optionalLine,
      form: line,
      basis: line,
      cover: z.boolean(),
      rows: z.array(z.array(line).length(registerColumns)).max(1000),
    }),
  ),
})
export type RegisterPaper = z.infer<typeof registerPaper>

/** Phiếu bàn giao hồ sơ. Template `handover-slip`. */
export const handoverSlipPaper = z.object({
  ...head,
  title: line,
  /** Printed as a bar code (Code 128) and under it in letters. */
  codeBarcode: line,
  /** Address of the page where the slip is confirmed, printed as a QR code. */
  slipUrl: z.url(),
  fromName: line,
  fromPerson: line,
  toName: line,
  toCode: optionalLine,
  handedAt: localTime,
  note: optionalLine,
  /** When paper must have been passed on, in words. */
  passing: line,
  items: z
    .array(
      z.object({
        codeBarcode: line,
        procedureName: line,
        applicantName: line,
        setCount: z.int(),
        /** What the receiving side found; null is left to be written by hand. */
        found: optionalLine,
      }),
    )
    .max(100),
})
export type HandoverSlipPaper = z.infer<typeof handoverSlipPaper>
