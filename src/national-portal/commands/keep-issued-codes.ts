import { z } from 'zod'
import { reserveCodes } from '../../dossiers/commands/reserved-codes.ts'
import { passNumbers } from '../../platform/numbering.ts'
import { defineCommand, type Tx } from '../../platform/operations.ts'
import { portalMapping } from '../model/portal-mapping.ts'

/** Keeps codes that the portal issued for a day, for the desk to take; one that a dossier of ours bears already is left out. */
export const keepIssuedCodes = defineCommand({
  name: 'nationalPortal.keepCodes',
  title: 'Giữ mã hồ sơ do Cổng cấp cho bộ phận tiếp nhận',
  audience: [],
  input: reserveCodes.input,
  output: reserveCodes.output,
  async run(tx, actor, { day, codes }) {
    const used = await usedCodes(tx, actor.officeId, codes)
    const free = codes.filter((code) => !used.has(code))
    if (free.length > 0) return reserveCodes.run(tx, actor, { day, codes: free })
    const facts = { day, reserved: 0, used: codes.length }
    return { output: { reserved: 0 }, audit: [{ subjectType: 'office', subjectId: actor.officeId, facts }] }
  },
})

/** Whether one of our dossiers bears this code. */
export async function isCodeTaken(tx: Tx, officeId: string, code: string): Promise<boolean> {
  return (await usedCodes(tx, officeId, [code])).has(code)
}

async function usedCodes(tx: Tx, officeId: string, codes: readonly string[]): Promise<Set<string | null>> {
  const found = await tx.db
    .selectFrom('dossiers')
    .select('code')
    .where('office_id', '=', officeId)
    .where('code', 'in', codes)
    .execute()
  return new Set(found.map(({ code }) => code))
}

/**
 * The portal's codes look like ours (organisation, day, number), so on a day on which the office is connected our own numbers
 * begin where the portal's never come: no citizen at the desk meets a code that another dossier bears.
 */
export const keepNumbersApart = defineCommand({
  name: 'nationalPortal.keepNumbersApart',
  title: 'Tách dãy số hồ sơ của đơn vị khỏi dãy số của Cổng',
  audience: [],
  input: z.strictObject({ day: z.iso.date() }),
  output: z.object({}),
  async run(tx, { officeId }, { day }) {
    const upTo = portalMapping.ownNumbersAfter
    await passNumbers(tx.db, officeId, { name: 'dossier', period: day, upTo })
    return { output: {}, audit: [{ subjectType: 'office', subjectId: officeId, facts: { day, upTo } }] }
  },
})
