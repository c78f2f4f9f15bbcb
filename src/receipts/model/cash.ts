import { z } from 'zod'

/** Notes in use, in đồng, large ones first. */
export const notes = [
  500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200,
] as const

/** How many of each note lie there: note in đồng → pieces. */
export const countedNotesSchema = z
  .record(z.string(), z.int('Hãy nhập số tờ.').min(0, 'Không nhập số âm.').max(100_000, 'Tối đa 100.000 tờ.'))
  .refine((counted) => Object.keys(counted).every((note) => notes.some((each) => String(each) === note)), {
    message: 'Có mệnh giá không lưu hành.',
  })

/** The sum of counted notes in đồng. */
export function sumOfNotes(counted: Readonly<Record<string, number>>): number {
  return Object.entries(counted).reduce((sum, [note, pieces]) => sum + Number(note) * pieces, 0)
}

/** A sum as a cashier types it, in đồng. */
export const amountSchema = z
  .int('Hãy nhập số đồng, không có phần lẻ.')
  .min(1, 'Số tiền phải lớn hơn 0.')
  .max(1_000_000_000_000, 'Số tiền quá lớn.')
