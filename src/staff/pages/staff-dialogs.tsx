import { PasswordInput } from '@mantine/core'
import { AddMemberDialog } from './add-member-dialog.tsx'
import type { FieldCover } from './cover-table.tsx'
import { AssignDutyDialog, EndDutyDialog } from './duty-dialogs.tsx'
import type { Member, MemberDuty } from './member-card.tsx'
import { type DialogEnds, StaffDialog } from './staff-dialog.tsx'

/** What the administrator has begun to do. */
export type Opened =
  | { work: 'them' }
  | { work: 'phan-cong' | 'dat-mat-khau' | 'go-ma' | 'khoa'; member: Member }
  | { work: 'ket-thuc'; member: Member; duty: MemberDuty }

/** What may be chosen in the dialogs. */
export interface Choices {
  today: string
  units: readonly { id: string; name: string }[]
  fields: readonly FieldCover[]
}

/** The dialog of what was begun. */
export function OpenedDialog({
  opened,
  choices,
  ...ends
}: DialogEnds & { opened: Opened; choices: Choices }) {
  switch (opened.work) {
    case 'them':
      return <AddMemberDialog units={choices.units} {...ends} />
    case 'phan-cong':
      return <AssignDutyDialog member={opened.member} choices={choices} {...ends} />
    case 'ket-thuc':
      return <EndDutyDialog member={opened.member} duty={opened.duty} today={choices.today} {...ends} />
    case 'dat-mat-khau':
      return <PasswordDialog member={opened.member} {...ends} />
    case 'go-ma':
      return <RemoveCodeDialog member={opened.member} {...ends} />
    case 'khoa':
      return <ActiveDialog member={opened.member} {...ends} />
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
