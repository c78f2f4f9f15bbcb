import { Box, Checkbox, Fieldset, PasswordInput, SimpleGrid, Text, TextInput } from '@mantine/core'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { SettingsForm } from '../../ui/settings-form.tsx'
import type { InterchangeSettingsView } from '../queries/get-setup.ts'

const shownFields = ['organId', 'baseUrl', 'systemId', 'secret', 'pollMinutes']

/** Where the axis is, who the office is there, and how the last asking went. */
export function AxisSettings({ settings }: { settings: InterchangeSettingsView }) {
  return (
    <SettingsForm
      settings={settings}
      label="Kết nối với trục"
      shownFields={shownFields}
      saved="Đã lưu kết nối."
      submitLabel="Lưu kết nối"
    >
      {({ field, errorAt }) => (
        <Fieldset legend="Kết nối với trục">
          <Box mb="sm">
            <LastPoll settings={settings} />
          </Box>
          <Checkbox
            name="active"
            label="Gửi, nhận qua trục liên thông"
            defaultChecked={settings.active}
            mb="sm"
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
            <TextInput
              {...field('organId')}
              label="Mã định danh của đơn vị"
              description="Theo quyết định của tỉnh, ví dụ H56.22.17"
            />
            <TextInput
              {...field('baseUrl')}
              label="Địa chỉ trục"
              description="Bắt đầu bằng https://, do đơn vị vận hành trục cấp"
              inputMode="url"
            />
            <TextInput {...field('systemId')} label="Mã hệ thống" description="X-SystemId do trục cấp" />
            <PasswordInput
              name="secret"
              label="Khóa bí mật"
              description={
                settings.hasSecret
                  ? 'Đã lưu, được mã hóa. Để trống nếu không đổi'
                  : 'X-SecretKey do trục cấp. Được mã hóa khi lưu'
              }
              error={errorAt('secret')}
              autoComplete="new-password"
            />
            <TextInput
              {...field('pollMinutes')}
              label="Hỏi trục mỗi (phút)"
              description="Thường là 5 phút"
              inputMode="numeric"
            />
          </SimpleGrid>
          <Checkbox
            name="requireSignature"
            label="Chỉ nhận văn bản có chữ ký số đúng chứng thư ghi trong danh bạ"
            description="Văn bản khác vào phần Thông điệp có lỗi, không mất"
            defaultChecked={settings.requireSignature}
            mt="sm"
          />
        </Fieldset>
      )}
    </SettingsForm>
  )
}

function LastPoll({ settings }: { settings: InterchangeSettingsView }) {
  if (!settings.active || !settings.polledAt) return null
  if (settings.lastError)
    return (
      <Notice
        tone="warning"
        title={`Lần hỏi trục gần nhất bị lỗi, lúc ${formatShortMoment(settings.polledAt)}`}
      >
        {settings.lastError}
      </Notice>
    )
  return <Text size="sm">Hỏi trục lần gần nhất lúc {formatShortMoment(settings.polledAt)}, không lỗi.</Text>
}
