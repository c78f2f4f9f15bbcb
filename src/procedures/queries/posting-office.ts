import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery } from '../../platform/operations.ts'

/** The office that posts, with what stands on every page and sheet of it. */
export interface PostingOffice {
  officeId: string
  agencyCode: string
  name: string
  parentName: string
  receptionName: string
  address: string
  phone: string
  email: string
  /** Where phản ánh, kiến nghị on regulations and procedures go; the office itself where nothing else is set. */
  feedback: { agency: string; address: string; phone: string; email: string; web: string }
}

/**
 * An office by its identifier (mã định danh), as addresses and QR codes name it. Without one it is the only office of the
 * installation; where there are several, the visitor has to choose, and not_found says so.
 */
export const officeParameter = z.string().trim().min(1).max(60).optional()

export async function findPostingOffice(
  db: Kysely<DB>,
  agencyCode: string | undefined,
): Promise<PostingOffice> {
  const rows = await db
    .selectFrom('offices as o')
    .leftJoin('posting_settings as s', 's.office_id', 'o.office_id')
    .select([
      'o.office_id as officeId',
      'o.agency_code as agencyCode',
      'o.name',
      'o.parent_name as parentName',
    ])
    .select(['o.reception_name as receptionName', 'o.address', 'o.phone', 'o.email'])
    .select(['s.feedback_agency as agency', 's.feedback_address', 's.feedback_phone', 's.feedback_email'])
    .select('s.feedback_web')
    .$if(agencyCode !== undefined, (query) => query.where('o.agency_code', '=', agencyCode ?? ''))
    .orderBy('o.office_id')
    .limit(2)
    .execute()
  const [row, another] = rows
  if (!row || (another && agencyCode === undefined)) {
    throw new AppError('not_found', {
      detail: row
        ? 'Hãy chọn xã, phường nơi bạn muốn xem thủ tục.'
        : 'Không có đơn vị này. Hãy chọn lại xã, phường nơi bạn muốn xem thủ tục.',
    })
  }
  const { agency, feedback_address, feedback_phone, feedback_email, feedback_web, ...office } = row
  return {
    ...office,
    feedback: {
      agency: agency || office.name,
      address: feedback_address || office.address,
      phone: feedback_phone || office.phone,
      email: feedback_email || office.email,
      web: feedback_web ?? '',
    },
  }
}

export const postingOfficeSchema = z.object({
  agencyCode: z.string(),
  name: z.string(),
  parentName: z.string(),
  receptionName: z.string(),
  address: z.string(),
  phone: z.string(),
  email: z.string(),
  feedback: z.object({
    agency: z.string(),
    address: z.string(),
    phone: z.string(),
    email: z.string(),
    web: z.string(),
  }),
})

/** What visitors see of the office. */
export function shownOffice({ officeId: _, ...office }: PostingOffice): z.output<typeof postingOfficeSchema> {
  return office
}

/** Offices of the installation for a visitor to choose from, by name. */
export const listPostingOffices = defineQuery({
  name: 'procedures.listOffices',
  title: 'Xem các đơn vị niêm yết thủ tục',
  audience: 'public',
  scope: 'public',
  input: z.strictObject({}),
  output: z.object({ offices: z.array(z.object({ agencyCode: z.string(), name: z.string() })) }),
  door: { method: 'GET', path: '/posting/offices' },
  async run({ db }) {
    const offices = await db
      .selectFrom('offices')
      .select(['agency_code as agencyCode', 'name'])
      .orderBy('name')
      .orderBy('agency_code')
      .execute()
    return { offices }
  },
})
