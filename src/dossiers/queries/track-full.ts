import { timingSafeEqual } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, type Reader } from '../../platform/operations.ts'
import { looksLikeDossierCode } from '../../staff/model/dossier-code.ts'
import { trackedCode, trackedDigits } from '../examples.ts'
import { type ReturnMethod, returnMethods } from '../model/collection.ts'
import { masked } from '../model/public-view.ts'
import { trackingCode } from './track-dossier.ts'

export const lastDigits = z
  .string()
  .transform((typed) => typed.normalize('NFKC').replaceAll(/\s/g, ''))
  .pipe(
    z
      .string()
      .regex(/^[0-9]{4}$/, 'Hãy nhập đúng 4 chữ số cuối của số điện thoại hoặc số định danh đã khai.'),
  )

/** The same for a code that is nobody's: whoever knows no digits learns nothing. */
function wrongDigits(): AppError {
  return new AppError('invalid_input', {
    detail: 'Chưa xem được đầy đủ. Hãy nhập lại 4 số cuối.',
    fields: {
      digits:
        '4 số cuối không khớp với số đã khai khi nộp hồ sơ này. Hãy kiểm tra lại; nhập sai 5 lần thì phần này khóa 1 giờ.',
    },
  })
}

const fullView = z.object({
  code: z.string(),
  applicantName: z.string(),
  personalId: z.string(),
  phone: z.string(),
  submitterName: z.string(),
  components: z.array(
    z.object({ name: z.string(), provided: z.boolean(), originals: z.int(), copies: z.int() }),
  ),
  /** Papers asked for, while they are missing. */
  missingPapers: z.array(z.string()),
  /** Where the result is given out. */
  returnPlace: z.string(),
  /** How the citizen chose to get it, in words. */
  returnMethod: z.string(),
  /** The result, once it lies there to be downloaded. */
  result: z.object({ title: z.string(), number: z.string(), issuedOn: z.string().nullable() }).nullable(),
})
export type FullView = z.output<typeof fullView>

/**
 * The rest of a dossier, for whoever knows its code and the last four digits of a telephone number or personal id
 * declared with it: whose it is, what was handed in, what is missing, where to collect. Numbers stay masked.
 */
export const trackFull = defineQuery({
  name: 'dossiers.trackFull',
  title: 'Xem đầy đủ hồ sơ của mình theo mã và 4 số cuối đã khai',
  audience: 'public',
  limit: { kind: 'secret', subject: (input) => input.code },
  door: { method: 'POST', path: '/tracking/{code}/details' },
  input: z.strictObject({ code: trackingCode, digits: lastDigits }),
  output: fullView,
  example: { code: trackedCode, digits: trackedDigits },
  locate: locateTracked,
  async run({ db }, { officeId }, { code, digits }) {
    const [numbers, declared] = await Promise.all([
      readDeclaredNumbers(db, officeId, code),
      readDeclared(db, officeId, code),
    ])
    trackedWith(numbers, digits)
    const row = declared ?? notTracked()
    return {
      code,
      applicantName: row.applicant_name,
      personalId: masked(row.personal_id),
      phone: masked(row.phone),
      submitterName: row.submitter_name,
      components: row.components,
      missingPapers: row.status === 5 ? row.asked : [],
      returnPlace: row.return_place || row.reception_name,
      returnMethod: returnMethods[row.return_method],
      result: row.result,
    }
  },
})

function notTracked(): never {
  throw wrongDigits()
}

/** The office of a code, by the public columns alone. */
export async function locateTracked({ db }: Reader, { code }: { code: string }): Promise<string> {
  const found = looksLikeDossierCode(code)
    ? await db
        .selectFrom('dossiers')
        .select('office_id')
        .where('code', '=', code)
        .orderBy('office_id')
        .limit(1)
        .executeTakeFirst()
    : undefined
  return found?.office_id ?? notTracked()
}

interface DeclaredNumbers {
  id: string
  numbers: readonly string[]
}

/** Every number declared with the dossier of this code. */
export async function readDeclaredNumbers(
  db: Kysely<DB>,
  officeId: string,
  code: string,
): Promise<DeclaredNumbers | undefined> {
  const found =
    await sql<DeclaredNumbers>`select id, jsonb_build_array(personal_id, phone, submitter_personal_id,
      submitter_phone) as numbers from dossiers where office_id = ${officeId} and code = ${code}`.execute(db)
  return found.rows[0]
}

/** The dossier, if one of its declared numbers ends in these digits; fails the same whatever is wrong. */
export function trackedWith(declared: DeclaredNumbers | undefined, digits: string): DeclaredNumbers {
  return declared && endsWith(endingsOf(declared.numbers), digits) ? declared : notTracked()
}

interface DeclaredRow {
  status: number
  applicant_name: string
  personal_id: string
  phone: string
  submitter_name: string
  return_method: ReturnMethod
  return_place: string
  reception_name: string
  components: { name: string; provided: boolean; originals: number; copies: number }[]
  asked: string[]
  result: z.output<typeof fullView>['result']
}

async function readDeclared(
  db: Kysely<DB>,
  officeId: string,
  code: string,
): Promise<DeclaredRow | undefined> {
  const found = await sql<DeclaredRow>`
    select d.status, d.applicant_name, d.personal_id, d.phone, d.submitter_name, d.return_method, d.return_place,
      o.reception_name,
      (select jsonb_build_object('title', r.title, 'number', lpad(r.number::text, 2, '0') || '/' || r.symbol,
          'issuedOn', r.issued_on) from dossier_results r
        where r.office_id = d.office_id and r.dossier_id = d.id and r.state = 'issued'
          and coalesce(r.signed_file_id, r.electronic_file_id) is not null) as result,
      (select coalesce(jsonb_agg(jsonb_build_object('name', c.name, 'provided', c.provided, 'originals', c.originals,
        'copies', c.copies) order by c.ordinal), '[]')
        from dossier_components c where c.office_id = d.office_id and c.dossier_id = d.id) as components,
      coalesce((select p.facts -> 'items' from dossier_papers p
        where p.office_id = d.office_id and p.dossier_id = d.id and p.form = 'supplement-request'
        order by p.issued_at desc, p.id desc limit 1), '[]') as asked
    from dossiers d join offices o on o.office_id = d.office_id
    where d.office_id = ${officeId} and d.code = ${code}`.execute(db)
  return found.rows[0]
}

/** The last four digits of every number. */
function endingsOf(numbers: readonly string[]): string[] {
  return numbers
    .map((number) => number.replaceAll(/[^0-9]/g, ''))
    .filter((number) => number.length >= 4)
    .map((number) => number.slice(-4))
}

/** Compares with all of them in the same time, whichever fits. */
function endsWith(endings: readonly string[], digits: string): boolean {
  const typed = Buffer.from(digits)
  return endings.map((ending) => timingSafeEqual(Buffer.from(ending), typed)).includes(true)
}
