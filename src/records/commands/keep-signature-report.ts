import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineCommand } from '../../platform/operations.ts'
import { keepReport } from '../../signing/commands/keep-report.ts'
import type { PdfReport } from '../../signing/model/report.ts'
import { handlers } from '../policy.ts'
import { readIncomingFile } from '../queries/incoming-file.ts'

/** Lưu kết quả kiểm tra chữ ký số with the file of an incoming document: by the program, or by whoever has it checked anew. */
export const keepSignatureReport = defineCommand({
  name: 'records.keepSignatureReport',
  title: 'Lưu kết quả kiểm tra chữ ký số của văn bản đến',
  audience: handlers,
  input: z.strictObject({
    id: z.uuid(),
    fileId: z.uuid(),
    agency: z.string(),
    report: z.custom<PdfReport>((value) => typeof value === 'object' && value !== null),
  }),
  output: z.object({ verdict: z.string().nullable() }),
  async run(tx, actor, { id, fileId, agency, report }) {
    if (actor.kind === 'staff') await readIncomingFile(tx.db, actor, { id, fileId })
    const file = await tx.db
      .selectFrom('incoming_files')
      .select('file_id')
      .where('office_id', '=', actor.officeId)
      .where('incoming_id', '=', id)
      .where('file_id', '=', fileId)
      .executeTakeFirst()
    if (!file) throw new AppError('not_found')
    await keepReport(tx, actor, { fileId, agency, report })
    const { verdict, state } = report
    return {
      output: { verdict },
      audit: [
        { subjectType: 'incoming_document', subjectId: id, facts: { fileId, signatures: state, verdict } },
      ],
    }
  },
})
