import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { rememberFiles } from '../../files/commands.ts'
import { defineCommand } from '../../platform/operations.ts'

/**
 * Keeps a message as it came, before anything is read of it: from then on it cannot be lost. The same bytes again are counted
 * (`repeats`) and have no second effect. By the program alone.
 */
export const keepArrival = defineCommand({
  name: 'interchange.keepArrival',
  title: 'Lưu thông điệp liên thông văn bản vừa đến',
  audience: [],
  input: z.strictObject({
    /** Chosen beforehand where it must be known. */
    id: z.uuid().optional(),
    via: z.enum(['here', 'axis']),
    /** Name of the message at the axis. */
    transportId: z.string().max(200).default(''),
    /** Agency that the axis names as the sender. */
    axisSender: z.string().max(200).default(''),
    /** The office of this installation that hands it over. */
    fromOfficeId: z.uuid().nullable().default(null),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    size: z.int().min(1),
  }),
  output: z.object({ id: z.uuid(), repeats: z.int() }),
  async run(tx, actor, input) {
    const earlier = await tx.db
      .updateTable('interchange_arrivals')
      .set((column) => ({ repeats: column('repeats', '+', 1) }))
      .where('office_id', '=', actor.officeId)
      .where('sha256', '=', input.sha256)
      .returning(['id', 'repeats'])
      .executeTakeFirst()
    const id = earlier?.id ?? input.id ?? uuid()
    const audit = [{ subjectType: 'arrival', subjectId: id, facts: { ...input, isNew: !earlier } }] as const
    if (earlier) return { output: { id, repeats: earlier.repeats }, audit }
    const content = {
      sha256: input.sha256,
      size: input.size,
      name: 'thong-diep.edxml',
      mediaType: 'application/xml',
    }
    const [file] = await rememberFiles(tx, actor, [content], { guarded: true })
    await tx.db
      .insertInto('interchange_arrivals')
      .values({
        office_id: actor.officeId,
        id,
        via: input.via,
        transport_id: input.transportId,
        from_office_id: input.fromOfficeId,
        axis_sender: input.axisSender,
        sha256: input.sha256,
        file_id: file?.id ?? '',
        received_at: tx.now,
        state: 'stored',
      })
      .execute()
    return { output: { id, repeats: 0 }, audit }
  },
})
