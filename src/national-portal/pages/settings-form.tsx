import { Checkbox, Fieldset, PasswordInput, SimpleGrid, TextInput } from '@mantine/core'
import { SettingsForm } from '../../ui/settings-form.tsx'
import type { ShownSettings } from '../queries/get-settings.ts'

const shownFields = ['baseUrl', 'account', 'secret', 'unitCode', 'codePool']

/** Where the portal is and who the office is there, in one form. */
export function ConnectionSettings({ settings }: { settings: ShownSettings }) {
  return (
    <SettingsForm
      settings={settings}
      label="Kết nối với Cổng"
      shownFields={shownFields}
      saved="Đã lưu kết nối."
      submitLabel="Lưu kết nối"
    >
      {({ field, errorAt }) => (
        <>
          <Fieldset legend="Kết nối">
            <Checkbox
              name="active"
              label="Kết nối với Cổng Dịch vụ công quốc gia"
              defaultChecked={settings.active}
              mb="sm"
            />
            <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
              <TextInput
                {...field('baseUrl')}
                label="Địa chỉ Cổng"
                description="Bắt đầu bằng https://, do đơn vị vận hành Cổng cấp"
                inputMode="url"
              />
              <TextInput
                {...field('unitCode')}
                label="Mã định danh của đơn vị"
                description="Như đã đăng ký với Cổng, ví dụ H56.22.17"
              />
              <TextInput
                {...field('account')}
                label="Tên đăng nhập"
                description="Do đơn vị vận hành Cổng cấp"
              />
              <PasswordInput
                name="secret"
                label="Mật khẩu"
                description={
                  settings.hasSecret
                    ? 'Đã lưu, được mã hóa. Để trống nếu không đổi'
                    : 'Chưa có. Được mã hóa khi lưu'
                }
                error={errorAt('secret')}
                autoComplete="new-password"
              />
            </SimpleGrid>
          </Fieldset>
          <Fieldset legend="Mã hồ sơ">
            <Checkbox
              name="takeCodes"
              label="Dùng mã hồ sơ do Cổng cấp"
              description="Mã được lấy sẵn theo ngày. Hết mã mà Cổng chưa trả lời thì dùng mã của đơn vị, công dân không phải chờ"
              defaultChecked={settings.takeCodes}
              mb="sm"
            />
            <TextInput
              {...field('codePool')}
              label="Số mã lấy sẵn mỗi ngày"
              description="Khoảng số hồ sơ tiếp nhận trong một buổi"
              inputMode="numeric"
              maw="20rem"
            />
          </Fieldset>
        </>
      )}
    </SettingsForm>
  )
}
