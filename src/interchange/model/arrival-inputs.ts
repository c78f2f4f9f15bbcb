import { z } from 'zod'
import { reasonSchema, registerInput } from '../../records/model/document-fields.ts'

/** Which message, and on which revision of it the decision was taken. */
export const arrivalRef = { id: z.uuid(), revision: z.int().min(1) }

export const registerArrivalInput = registerInput
  .omit({ channel: true, fileIds: true, arrivedOn: true })
  .extend(arrivalRef)

export const reasonedInput = z.strictObject({ ...arrivalRef, reason: reasonSchema })

export const changedArrival = z.object({ id: z.uuid(), state: z.string() })
