import { PasswordInput } from '@mantine/core'
import { AbsenceDialog, EndAbsenceDialog } from './absence-dialogs.tsx'
import type { Absence } from './absence-list.tsx'
import { AddMemberDialog } from './add-member-dialog.tsx'
import type { FieldCover } from './cover-table.tsx'
import { AssignDutyDialog, ChangeDutyDialog, EndDutyDialog } from './duty-dialogs.tsx'
import type { Member, MemberDuty } from './member-card.tsx'
import { PostDialog } from './post-dialog.tsx'
import { type DialogEnds, StaffDialog } from './staff-dialog.tsx'

/** What the administrator has begun to do. */
export type Opened =
  | { work: 'them' }
  | { work: 'phan-cong' | 'vang-mat' | 'chuc-danh' | 'dat-mat-khau' | 'go-ma' | 'khoa'; member: Member }
  | { work: 'ket-thuc' | 'sua-phan-cong'; member: Member; duty: MemberDuty }
  | { work: 'het-vang'; absence: Absence }

/** What may be chosen in the dialogs. */
export interface Choices {
  today: string
  units: readonly { id: string; name: string }[]
  fields: readonly FieldCover[]
  desks: readonly { id: string; name: string; active: boolean }[]
  members: readonly Member[]
  absences: readonly Absence[]
}

type OpenedProps<Work> = DialogEnds & { opened: Work; choices: Choices }

/** The dialog of what was begun. */
export function OpenedDialog({ opened, choices, ...ends }: OpenedProps<Opened>) {
  if (opened.work === 'them') return <AddMemberDialog units={choices.units} {...ends} />
  if (opened.work === 'het-vang') {
    // As it stands now, not as it stood when the dialog was opened: after a refusal the page has loaded anew.
    const absence = choices.absences.find(({ id }) => id === opened.absence.id) ?? opened.absence
    return <EndAbsenceDialog absence={absence} today={choices.today} {...ends} />
  }
  return <MemberDialog opened={opened} choices={choices} {...ends} />
}

type MemberWork = Extract<Opened, { member: Member }>

function MemberDialog({ opened, choices, ...ends }: OpenedProps<MemberWork>) {
  const { member } = opened
  switch (opened.work) {
    case 'phan-cong':
      return <AssignDutyDialog member={member} choices={choices} {...ends} />
    case 'sua-phan-cong':
    case 'ket-thuc': {
      const now = choices.members.flatMap(({ duties }) => duties).find(({ id }) => id === opened.duty.id)
      const Dialog = opened.work === 'ket-thuc' ? EndDutyDialog : ChangeDutyDialog
      return <Dialog member={member} duty={now ?? opened.duty} choices={choices} {...ends} />
    }
    case 'vang-mat':
      return <AbsenceDialog member={member} choices={choices} {...ends} />
    case 'chuc-danh':
      return <PostDialog member={member} units={choices.units} {...ends} />
    case 'dat-mat-khau':
      return <PasswordDialog member={member} {...ends} />
    case 'go-ma':
      return <RemoveCodeDialog member={member} {...ends} />
    case 'khoa':
      return <ActiveDialog member={member} {...ends} />
  }
}

type MemberDialogProps = DialogEnds & { member: Member }

function PasswordDialog({ member, ...ends }: MemberDialogProps) {
  return (
    <StaffDialog
      title={`Đặt lại mật khẩu: ${member.fullName}`}
      intro="Mọi phiên đang đăng nhập của người này sẽ kết thúc. Hãy trao mật khẩu mới tận tay; người nhận nên đổi ngay trong trang Tài khoản."
      submitLabel="Đặt mật khẩu"
      values={{ viec: 'dat-mat-khau', staffId: member.id }}
      fields={['password']}
      {...ends}
    >
      {(errorAt) => (
        <PasswordInput
          name="password"
          label="Mật khẩu mới"
          description="Ít nhất 8 ký tự"
          error={errorAt('password')}
          autoComplete="new-password"
          data-autofocus
          required
        />
      )}
    </StaffDialog>
  )
}

function RemoveCodeDialog({ member, ...ends }: MemberDialogProps) {
  return (
    <StaffDialog
      title={`Gỡ mã xác thực: ${member.fullName}`}
      intro="Dùng khi người này mất điện thoại và không còn mã dự phòng. Từ đây tài khoản chỉ cần mật khẩu, cho đến khi họ bật lại."
      submitLabel="Gỡ mã xác thực"
      danger
      values={{ viec: 'go-ma', staffId: member.id }}
      {...ends}
    />
  )
}

function ActiveDialog({ member, ...ends }: MemberDialogProps) {
  const { active } = member
  return (
    <StaffDialog
      title={`${active ? 'Khóa' : 'Mở lại'} tài khoản: ${member.fullName}`}
      intro={
        active
          ? 'Người này bị đăng xuất ngay và không đăng nhập được nữa. Phân công và lịch sử công việc vẫn được giữ.'
          : 'Người này đăng nhập lại được với mật khẩu cũ; phân công còn hạn lại có hiệu lực.'
      }
      submitLabel={active ? 'Khóa tài khoản' : 'Mở lại tài khoản'}
      danger={active}
      values={{ viec: 'khoa', staffId: member.id, active: String(!active) }}
      {...ends}
    />
  )
}
