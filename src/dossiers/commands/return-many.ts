import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Outcome, type Tx } from '../../platform/operations.ts'
import { requirePaid } from '../../receipts/commands/put-due.ts'
import { demoRef } from '../examples.ts'
import { isOwnCollector } from '../model/collection.ts'
import { changedOutput } from '../model/inputs.ts'
import { returnManyInput } from '../model/return-inputs.ts'
import { requireAction } from '../policy.ts'
import { changeDossier } from './change-dossier.ts'
import { returnedColumns } from './hand-out-result.ts'
import { type OpenDossier, openDossier } from './open-dossier.ts'

/**
 * Trả nhiều kết quả cho một người: all of them in one transaction, or none. Whoever is neither the owner nor handed the
 * dossier in needs a paper of authorisation.
 */
export const returnResults = defineCommand({
  name: 'dossiers.returnResults',
  title: 'Trả nhiều kết quả cho một người',
  audience: ['counter'],
  door: { method: 'POST', path: '/returns' },
  input: returnManyInput,
  output: z.object({ dossiers: z.array(changedOutput) }),
  example: {
    dossiers: [demoRef('returnMany')],
    collectorName: 'Công Dân Mẫu',
    authorisation: 'Giấy ủy quyền số 01/2026 ngày 02/01/2026',
  },
  async run(tx, actor, input) {
    const { collectorName, collectorPersonalId, authorisation } = input
    const opened = await openAll(tx, actor, input.dossiers)
    for (const dossier of opened) {
      requireAction('returnResult', dossier, actor)
      await requirePaid(tx, actor, { dossierId: dossier.id })
    }
    const collector = { name: collectorName, personalId: collectorPersonalId }
    const foreign = opened.filter((dossier) => !isOwnCollector(dossier, collector))
    if (foreign.length > 0 && authorisation === '') {
      const codes = foreign.map(({ code }) => code).join(', ')
      throw new AppError('invalid_input', {
        fields: {
          authorisation: `Người nhận không phải chủ hồ sơ hay người nộp của ${codes}. Hãy ghi số, ngày giấy ủy quyền; không có thì chưa trả.`,
        },
      })
    }
    const columns = (dossier: OpenDossier) =>
      returnedColumns(tx, actor, {
        collectorName,
        collectorPersonalId,
        collectorNote: foreign.includes(dossier) ? `Nhận thay theo giấy ủy quyền: ${authorisation}` : '',
        how: 'counter',
      })
    const changed = await Promise.all(
      opened.map((dossier) =>
        changeDossier(tx, actor, {
          dossier,
          set: columns(dossier),
          event: {
            kind: 'returned',
            publicText: 'Đã trả kết quả.',
            facts: { how: 'counter', together: opened.length },
          },
        }),
      ),
    )
    return together(changed)
  },
})

/** Locks all of them, always in the same order, so that two officers can never wait for each other. */
export async function openAll(
  tx: Tx,
  actor: Actor,
  refs: readonly { code: string; revision: number }[],
): Promise<OpenDossier[]> {
  const opened: OpenDossier[] = []
  for (const ref of refs.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    opened.push(await openDossier(tx, actor, ref))
  }
  if (new Set(opened.map(({ id }) => id)).size !== opened.length) {
    throw new AppError('invalid_input', { fields: { dossiers: 'Có hồ sơ được chọn hai lần.' } })
  }
  return opened
}

/** The outcomes of several dossiers as one. */
export function together<O extends object>(outcomes: readonly Outcome<O>[]): Outcome<{ dossiers: O[] }> {
  const [first, ...others] = outcomes.flatMap(({ audit }) => audit)
  if (!first) throw new AppError('invalid_input')
  return {
    output: { dossiers: outcomes.map(({ output }) => output) },
    audit: [first, ...others],
    news: outcomes.flatMap(({ news }) => news ?? []),
  }
}
