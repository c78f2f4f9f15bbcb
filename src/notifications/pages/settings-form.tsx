import { Checkbox, Fieldset, NativeSelect, PasswordInput, SimpleGrid, Stack, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { SettingsForm, type SettingsPart } from '../../ui/settings-form.tsx'
import type { ShownSettings } from '../queries/get-settings.ts'

const shownFields = [
  'smtpHost',
  'smtpPort',
  'smtpSecurity',
  'smtpUser',
  'senderName',
  'senderAddress',
  'gatewayUrl',
  'gatewayAccount',
  'quietFrom',
  'quietTo',
  'dailyLimit',
]

type PartProps = SettingsPart<ShownSettings>

/** How messages are sent, in one form. */
export function MessageSettings({ settings }: { settings: ShownSettings }) {
  return (
    <SettingsForm
      settings={settings}
      label="Cách gửi thông báo"
      shownFields={shownFields}
      saved="Đã lưu cách gửi thông báo."
      submitLabel="Lưu cách gửi"
    >
      {(part) => (
        <>
          <MailFields {...part} />
          <GatewayFields {...part} />
          <TimingFields {...part} />
        </>
      )}
    </SettingsForm>
  )
}

function MailFields({ settings, field, errorAt }: PartProps) {
  return (
    <Fieldset legend="Thư điện tử">
      <Checkbox
        name="emailOn"
        label="Gửi thư điện tử cho công dân"
        defaultChecked={settings.emailOn}
        mb="sm"
      />
      <Grid>
        <TextInput {...field('smtpHost')} label="Máy chủ gửi thư" description="Ví dụ mail.thanhhoa.gov.vn" />
        <TextInput
          {...field('smtpPort')}
          label="Cổng"
          description="Thường là 465 hoặc 587"
          inputMode="numeric"
        />
        <NativeSelect
          name="smtpSecurity"
          label="Mã hóa đường truyền"
          description="Hỏi nơi cấp hộp thư nếu chưa rõ"
          defaultValue={settings.smtpSecurity}
          error={errorAt('smtpSecurity')}
          data={[
            { value: 'tls', label: 'Mã hóa ngay từ đầu (cổng 465)' },
            { value: 'starttls', label: 'Chuyển sang mã hóa (cổng 587)' },
            { value: 'none', label: 'Không mã hóa (chỉ trong mạng nội bộ)' },
          ]}
        />
        <TextInput
          {...field('smtpUser')}
          label="Tên đăng nhập hộp thư"
          description="Để trống nếu không cần đăng nhập"
        />
        <PasswordInput
          name="smtpPassword"
          label="Mật khẩu hộp thư"
          description={keptWords(settings.hasPassword)}
          autoComplete="new-password"
        />
        <TextInput
          {...field('senderName')}
          label="Tên người gửi"
          description="Tên đơn vị, như công dân đọc"
        />
        <TextInput
          {...field('senderAddress')}
          label="Địa chỉ người gửi"
          description="Ví dụ mot-cua@xa.gov.vn"
          inputMode="email"
        />
      </Grid>
    </Fieldset>
  )
}

function GatewayFields({ settings, field }: PartProps) {
  return (
    <Fieldset legend="Tin nhắn điện thoại (SMS, Zalo)">
      <Stack gap="sm" mb="sm">
        <Checkbox name="gatewayOn" label="Gửi tin nhắn cho công dân" defaultChecked={settings.gatewayOn} />
        <Checkbox
          name="smsPlain"
          label="Viết tin nhắn không dấu"
          description="Tin không dấu chứa 160 ký tự; có dấu chỉ 70 ký tự, tốn tiền hơn"
          defaultChecked={settings.smsPlain}
        />
      </Stack>
      <Grid>
        <TextInput
          {...field('gatewayUrl')}
          label="Địa chỉ cổng tin nhắn"
          description="Bắt đầu bằng https://, do nhà mạng cấp"
          inputMode="url"
        />
        <TextInput {...field('gatewayAccount')} label="Mã tài khoản" description="Do nhà mạng cấp" />
        <PasswordInput
          name="gatewaySecret"
          label="Khóa ký tin nhắn"
          description={keptWords(settings.hasSecret)}
          autoComplete="new-password"
        />
      </Grid>
    </Fieldset>
  )
}

function TimingFields({ field }: PartProps) {
  return (
    <Fieldset legend="Giờ yên lặng và giới hạn">
      <Grid>
        <TextInput
          {...field('quietFrom')}
          label="Không gửi từ"
          description="Dạng 21:00; để trống cả hai ô nếu gửi cả ngày đêm"
        />
        <TextInput
          {...field('quietTo')}
          label="Gửi lại từ"
          description="Dạng 07:00; tin chờ được gửi lúc này"
        />
        <TextInput
          {...field('dailyLimit')}
          label="Nhiều nhất mỗi ngày cho một người"
          description="Số tin; tin quá số này gửi ngày hôm sau"
          inputMode="numeric"
        />
      </Grid>
    </Fieldset>
  )
}

const keptWords = (isKept: boolean) =>
  isKept ? 'Đã lưu, được mã hóa. Để trống nếu không đổi' : 'Chưa có. Được mã hóa khi lưu'

function Grid({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
      {children}
    </SimpleGrid>
  )
}
