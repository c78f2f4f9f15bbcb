import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { type DialogEnds, StaffDialog } from './staff-dialog.tsx'

interface AddMemberProps extends DialogEnds {
  units: readonly { id: string; name: string }[]
}

/** Adds a member with an account; rights come with a duty afterwards. */
export function AddMemberDialog({ units, ...ends }: AddMemberProps) {
  return (
    <StaffDialog
      title="Thêm cán bộ, công chức"
      intro="Tạo người và tài khoản. Sau đó hãy phân công để người này có quyền làm việc."
      submitLabel="Thêm cán bộ"
      values={{ viec: 'them' }}
      fields={['fullName', 'postTitle', 'unitId', 'phone', 'username', 'password']}
      {...ends}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="fullName"
            label="Họ và tên"
            error={errorAt('fullName')}
            maxLength={200}
            data-autofocus
            required
          />
          <TextInput
            name="postTitle"
            label="Chức danh"
            description="Như in trên giấy tờ, ví dụ: Công chức Tư pháp - Hộ tịch"
            error={errorAt('postTitle')}
            maxLength={200}
            required
          />
          <NativeSelect
            name="unitId"
            label="Phòng, ban"
            error={errorAt('unitId')}
            data={[
              { value: '', label: 'Không thuộc phòng nào' },
              ...units.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <TextInput name="phone" label="Số điện thoại" error={errorAt('phone')} maxLength={20} type="tel" />
          <TextInput
            name="username"
            label="Tên đăng nhập"
            description="Chữ thường không dấu và số, ít nhất 3 ký tự"
            error={errorAt('username')}
            maxLength={40}
            autoComplete="off"
            required
          />
          <PasswordInput
            name="password"
            label="Mật khẩu ban đầu"
            description="Ít nhất 8 ký tự; người nhận nên đổi ngay trong trang Tài khoản"
            error={errorAt('password')}
            autoComplete="new-password"
            required
          />
        </>
      )}
    </StaffDialog>
  )
}
