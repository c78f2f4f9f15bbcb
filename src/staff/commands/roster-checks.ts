import { AppError } from '../../platform/errors.ts'
import type { Tx } from '../../platform/operations.ts'
import { dossierRoles } from '../model.ts'

/** Refuses an end before the beginning, with the message at the field of the end. */
export function requireOrder(startsOn: string, endsOn: string | null): void {
  if (endsOn === null || endsOn >= startsOn) return
  throw new AppError('invalid_input', {
    fields: { endsOn: 'Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy chọn lại.' },
  })
}

/** A substitute is another member of the office whose account is open. */
export async function requireSubstitute(
  tx: Tx,
  officeId: string,
  { staffId, substituteId }: { staffId: string; substituteId: string | null },
): Promise<void> {
  if (substituteId === null) return
  const refuse = (message: string) => {
    throw new AppError('invalid_input', { fields: { substituteId: message } })
  }
  if (substituteId === staffId) refuse('Người thay thế phải là người khác. Hãy chọn lại.')
  const found = await tx.db
    .selectFrom('staff_members')
    .select('active')
    .where('office_id', '=', officeId)
    .where('id', '=', substituteId)
    .executeTakeFirst()
  if (!found?.active) refuse('Người thay thế không có trong đơn vị hoặc tài khoản đã khóa. Hãy chọn lại.')
}

/** Only work on dossiers passes to a substitute; rights of administration never move. */
export function requireMovingRole(role: string, substituteId: string | null): void {
  if (substituteId === null || dossierRoles.some((each) => each === role)) return
  throw new AppError('invalid_input', {
    fields: { substituteId: 'Vai trò này không có người thay thế. Hãy để trống.' },
  })
}

/** A roster entry names a desk in use only; locked, so that it is not retired meanwhile. */
export async function requireDesk(tx: Tx, officeId: string, deskId: string | null): Promise<void> {
  if (deskId === null) return
  const desk = await tx.db
    .selectFrom('desks')
    .select('active')
    .where('office_id', '=', officeId)
    .where('id', '=', deskId)
    .forShare()
    .executeTakeFirst()
  if (desk?.active) return
  throw new AppError('invalid_input', {
    fields: { deskId: 'Quầy này không có hoặc đã thôi dùng. Hãy chọn quầy khác.' },
  })
}

interface DutyTime {
  staffId: string
  role: string
  fieldCode: string | null
  startsOn: string
  endsOn: string | null
}

/** Refuses a duty that the member holds already on a day of that time, in the same role and field. */
export async function refuseDouble(
  tx: Tx,
  officeId: string,
  wanted: DutyTime & { butFor?: string },
): Promise<void> {
  const double = await tx.db
    .selectFrom('duties')
    .select('id')
    .where('office_id', '=', officeId)
    .where('staff_id', '=', wanted.staffId)
    .where('role', '=', wanted.role)
    .where('field_code', wanted.fieldCode === null ? 'is' : '=', wanted.fieldCode)
    .where('starts_on', '<=', wanted.endsOn ?? '9999-12-31')
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', wanted.startsOn)]))
    .$if(wanted.butFor !== undefined, (query) => query.where('id', '<>', wanted.butFor ?? ''))
    .executeTakeFirst()
  if (double) {
    throw new AppError('conflict', {
      detail: 'Người này đã được phân công đúng việc đó trong thời gian này.',
    })
  }
}
