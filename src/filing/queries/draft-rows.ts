import { type Kysely, sql } from 'kysely'
import { localDate } from '../../calendar/model/local-time.ts'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import type { Reader } from '../../platform/operations.ts'
import type { ProcedureCase } from '../../procedures/model.ts'
import { type ProcedureForIntake, procedureForIntake } from '../../procedures/queries.ts'
import {
  type AttachedPaper,
  type Draft,
  filerSchema,
  typedApplicant,
  typedSubmitter,
} from '../model/draft.ts'
import { noDraft } from '../policy.ts'

/** The office in which a draft lies, found with the public columns alone. Fails with not_found. */
export async function officeOfDraft({ db }: Reader, { id }: { id: string }): Promise<string> {
  const found = await db
    .selectFrom('filing_drafts')
    .select('office_id')
    .where('id', '=', id)
    .orderBy('office_id')
    .limit(1)
    .executeTakeFirst()
  if (!found) throw new AppError('not_found', { detail: noDraft })
  return found.office_id
}

type Row = Omit<Draft, 'identity' | 'applicant' | 'submitter'> & {
  identity: unknown
  applicant: unknown
  submitter: unknown
}

/** A draft with its papers; `lock` keeps others from changing it meanwhile. Fails with not_found. */
export async function loadDraft(
  db: Kysely<DB>,
  officeId: string,
  wanted: { id: string; lock?: boolean },
): Promise<Draft> {
  const found = await sql<Row>`
    select d.id, d.source, d.state, d.procedure_id as "procedureId", d.case_code as "caseCode", d.account_id as "accountId",
      d.officer_id as "officerId", coalesce((select s.full_name from staff_members s
        where s.office_id = d.office_id and s.id = d.officer_id), '') as "officerName",
      d.identity, d.for_self as "forSelf", d.relation, d.applicant, d.submitter, d.answers, d.content,
      d.return_method as "returnMethod", d.return_address as "returnAddress", d.reached,
      d.questions_asked as "questionsAsked", d.created_at as "createdAt", d.expires_on as "expiresOn", d.reference,
      d.dossier_id as "dossierId", d.filed_at as "filedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('fileId', p.file_id, 'place', p.place, 'ordinal', p.ordinal,
        'name', p.name, 'fileName', f.name, 'size', f.size, 'sentAt', p.sent_at) order by p.added_at, p.file_id), '[]')
        from filing_papers p join files f on f.office_id = p.office_id and f.id = p.file_id
        where p.office_id = d.office_id and p.draft_id = d.id) as papers
    from filing_drafts d where d.office_id = ${officeId}::uuid and d.id = ${wanted.id}::uuid
    ${wanted.lock ? sql`for update of d` : sql``}`.execute(db)
  const row = found.rows[0]
  if (!row) throw new AppError('not_found', { detail: noDraft })
  return {
    ...row,
    identity: filerSchema.parse(row.identity),
    applicant: typedApplicant.parse(row.applicant),
    submitter: typedSubmitter.parse(row.submitter),
  }
}

/** The procedure of a draft as it stands today, with the case that was chosen. Fails with not_found once it is closed. */
export async function procedureOfDraft(
  { db, now }: Pick<Reader, 'db' | 'now'>,
  officeId: string,
  draft: Pick<Draft, 'procedureId' | 'caseCode'>,
): Promise<{ procedure: ProcedureForIntake; chosen: ProcedureCase }> {
  const wanted = { procedureId: draft.procedureId, onDate: localDate(now) }
  const procedure = await procedureForIntake(db, officeId, wanted)
  const [first] = procedure?.cases ?? []
  if (!procedure || !first) {
    throw new AppError('not_found', { detail: 'Thủ tục này không còn hiệu lực. Hãy hỏi bộ phận một cửa.' })
  }
  return { procedure, chosen: procedure.cases.find(({ code }) => code === draft.caseCode) ?? first }
}

/** Papers that were asked for and have not been sent yet. */
export function unsentSupplement(draft: Pick<Draft, 'papers'>): AttachedPaper[] {
  return draft.papers.filter(({ place, sentAt }) => place === 'supplement' && sentAt === null)
}
