import { z } from 'zod'
import { defineQuery } from '../../platform/operations.ts'
import { demoProcedureId } from '../examples.ts'
import { timeLimitText } from '../model/summaries.ts'
import type { TimeLimit } from '../model.ts'

const versionSchema = z.object({
  version: z.int(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  name: z.string(),
  timeLimitText: z.string(),
  decision: z.string().nullable(),
  confidence: z.enum(['verified', 'known', 'check']),
})

/** All versions of a procedure, newest first; none for one that the office does not have. */
export const listVersions = defineQuery({
  name: 'procedures.listVersions',
  title: 'Xem các phiên bản của thủ tục',
  audience: 'staff',
  input: z.strictObject({ procedureId: z.uuid() }),
  output: z.object({ versions: z.array(versionSchema) }),
  door: { method: 'GET', path: '/procedures/{procedureId}/versions' },
  example: { procedureId: demoProcedureId },
  async run({ db }, actor, { procedureId }) {
    const rows = await db
      .selectFrom('procedure_versions')
      .select(['version', 'valid_from as validFrom', 'valid_to as validTo', 'name', 'decision', 'confidence'])
      .select(['time_limit_amount as amount', 'time_limit_unit as unit'])
      .where('office_id', '=', actor.officeId)
      .where('procedure_id', '=', procedureId)
      .orderBy('version', 'desc')
      .execute()
    return {
      versions: rows.map(({ amount, unit, confidence, ...row }) => ({
        ...row,
        timeLimitText: timeLimitText({ amount, unit: unit as TimeLimit['unit'] }),
        confidence: confidence as z.output<typeof versionSchema>['confidence'],
      })),
    }
  },
})
