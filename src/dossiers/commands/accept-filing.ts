import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { demoAcceptableFilingId } from '../examples.ts'
import { acceptFilingInput, receiveInput } from '../model/inputs.ts'
import { type PendingRow, readPending } from '../queries/pending-dossier.ts'
import { openFiling } from './open-filing.ts'
import { receive, received } from './receive-dossier.ts'

/**
 * Tiếp nhận hồ sơ trực tuyến just as it was filed: the same reception as at the desk, with the same rules. Where something
 * has to be put right first, the officer receives it on the intake page instead.
 */
export const acceptFiling = defineCommand({
  name: 'dossiers.acceptFiling',
  title: 'Tiếp nhận hồ sơ trực tuyến',
  audience: ['counter'],
  door: { method: 'POST', path: '/online-filings/{id}/acceptance' },
  input: acceptFilingInput,
  output: received,
  example: { id: demoAcceptableFilingId, revision: 1 },
  async run(tx, actor, input) {
    await openFiling(tx, actor, input)
    const pending = await readPending(tx.db, { officeId: actor.officeId, id: input.id })
    if (!pending) throw new AppError('stale')
    return receive(tx, actor, receiveInput.parse({ ...receptionOf(pending), ...agreed(input) }))
  },
})

const agreed = ({ agreedWorkingDays }: { agreedWorkingDays?: number | undefined }) =>
  agreedWorkingDays === undefined ? {} : { agreedWorkingDays }

/** What was filed, as the desk would declare it. */
function receptionOf(pending: PendingRow) {
  const { id, procedureId, caseCode, applicant, submitter, content, declaration } = pending
  return {
    pendingId: id,
    procedureId,
    ...(caseCode === '' ? {} : { caseCode }),
    applicant,
    submitter,
    content,
    declaration,
    returnMethod: pending.returnMethod,
    returnAddress: pending.returnAddress,
    components: pending.components.map(({ files, ...component }) => ({
      ...component,
      fileIds: files.map((file) => file.id),
    })),
  }
}
