import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { localDateSchema } from '../../calendar/model/local-time.ts'
import { rememberFiles } from '../../files/commands.ts'
import { type StoredContent, storedContentSchema } from '../../files/model/stored-file.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { fingerprints } from '../model/pair-movements.ts'
import { mostLines, mostVnd, statementFormats } from '../model/statements/statement.ts'
import { accountants } from '../policy.ts'
import { keepMovements, lockMovements, ownAccount } from './movements.ts'

const vnd = z.int().min(-mostVnd).max(mostVnd)
const line = z.strictObject({
  row: z.int().min(1),
  bankReference: z.string().max(100),
  bookedOn: localDateSchema,
  amountVnd: vnd.refine((amount) => amount !== 0),
  description: z.string().max(1000),
  counterparty: z.string().max(200),
  balanceVnd: z.int().nullable(),
})
const statement = z.strictObject({
  format: z.enum(Object.keys(statementFormats) as [keyof typeof statementFormats]),
  account: z.string().max(34),
  from: localDateSchema,
  to: localDateSchema,
  openingVnd: z.int().nullable(),
  closingVnd: z.int().nullable(),
  lines: z.array(line).min(1).max(mostLines),
})

/**
 * Nhập sao kê: what `readStatement` has read of a file whose bytes lie in the store. Each movement is kept once, whoever told of it before; a job judges the new
 * ones and takes the money. It has no door: the page reads the file itself. The same file again fails with conflict, and nothing changes.
 */
export const importStatement = defineCommand({
  name: 'receipts.importStatement',
  title: 'Nhập sao kê ngân hàng',
  audience: accountants,
  input: z.strictObject({
    file: storedContentSchema,
    statement,
  }),
  output: z.object({ id: z.uuid(), lines: z.int(), fresh: z.int() }),
  async run(tx, actor, { file, statement: read }) {
    const account = await ownAccount(tx, actor, read.account)
    await lockMovements(tx, actor)
    await refuseAgain(tx, actor, file.sha256)
    const id = uuid()
    await insertStatement(tx, actor, { id, account, file, read })
    const keys = fingerprints(account, read.lines)
    const movements = read.lines.map(({ balanceVnd: _, ...movement }, index) => ({
      ...movement,
      key: keys[index] ?? '',
    }))
    const told = { account, source: read.format, statementId: id, movements }
    const { fresh } = await keepMovements(tx, actor, told)
    const facts = {
      file,
      format: read.format,
      account,
      from: read.from,
      to: read.to,
      openingVnd: read.openingVnd,
      closingVnd: read.closingVnd,
      lines: read.lines.length,
      fresh,
    }
    return {
      output: { id, lines: read.lines.length, fresh },
      audit: [{ subjectType: 'bank_statement', subjectId: id, facts }],
    }
  },
})

async function refuseAgain(tx: Tx, { officeId }: Actor, sha256: string): Promise<void> {
  const row = await tx.db
    .selectFrom('bank_statements')
    .select(['imported_at', 'imported_by_name'])
    .where('office_id', '=', officeId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (!row) return
  throw new AppError('conflict', {
    detail: `Tệp này đã được ${row.imported_by_name} nhập lúc ${formatShortMoment(row.imported_at)}. Không có gì thay đổi.`,
  })
}

interface NewStatement {
  id: string
  account: string
  file: StoredContent
  read: z.output<typeof statement>
}

/** The file is guarded: what it says of other people’s money is for who keeps the books. */
async function insertStatement(
  tx: Tx,
  actor: Actor,
  { id, account, file, read }: NewStatement,
): Promise<void> {
  const { officeId, id: memberId, name } = actor
  const [kept] = await rememberFiles(tx, actor, [file], { guarded: true })
  if (!kept) throw new Error('a file was not remembered')
  await tx.db
    .insertInto('bank_statements')
    .values({
      office_id: officeId,
      id,
      file_id: kept.id,
      file_name: file.name,
      sha256: file.sha256,
      format: read.format,
      account,
      from_day: read.from,
      to_day: read.to,
      opening: read.openingVnd,
      closing: read.closingVnd,
      line_count: read.lines.length,
      imported_at: tx.now,
      imported_by: memberId,
      imported_by_name: name,
    })
    .execute()
}
