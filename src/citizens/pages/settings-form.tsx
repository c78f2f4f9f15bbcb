import {
  Checkbox,
  Fieldset,
  Group,
  NativeSelect,
  PasswordInput,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import type { ReactNode } from 'react'
import { CopyButton } from '../../ui/copy-button.tsx'
import { SettingsForm, type SettingsPart } from '../../ui/settings-form.tsx'
import type { ShownSettings } from '../queries/get-settings.ts'

type TextField = Exclude<
  keyof ShownSettings,
  'revision' | 'providerOn' | 'guestsOn' | 'hasSecret' | 'secretWay'
>

const shownFields: (TextField | 'clientSecret' | 'secretWay')[] = [
  ...(['providerName', 'issuer', 'clientId', 'clientSecret', 'secretWay', 'scopes', 'acrRequested'] as const),
  ...(['vneidLevels', 'clockTolerance', 'nameClaim', 'personalIdClaim', 'birthDateClaim'] as const),
  ...(['levelClaim', 'emailClaim', 'phoneClaim'] as const),
  ...(['authorizationUrl', 'tokenUrl', 'userinfoUrl', 'keysUrl', 'endSessionUrl'] as const),
]

type PartProps = SettingsPart<ShownSettings>

interface ProviderSettingsProps {
  settings: ShownSettings
  /** Addresses of ours that the provider has to know. */
  returnAddress: string
  signedOutAddress: string
}

/** How citizens sign in, in one form. */
export function ProviderSettings({ settings, returnAddress, signedOutAddress }: ProviderSettingsProps) {
  return (
    <SettingsForm
      settings={settings}
      label="Cách công dân đăng nhập"
      shownFields={shownFields}
      saved="Đã lưu cách công dân đăng nhập."
      submitLabel="Lưu thiết lập"
    >
      {(part) => (
        <>
          <ProviderFields {...part}>
            <OwnAddresses addresses={[returnAddress, signedOutAddress]} />
          </ProviderFields>
          <ClaimFields {...part} />
          <AddressFields {...part} />
          <Fieldset legend="Người không có tài khoản">
            <Checkbox
              name="guestsOn"
              label="Cho xác nhận bằng mã gửi đến thư điện tử hoặc số di động"
              description="Chỉ dùng cho thủ tục mà pháp luật không buộc phải đăng nhập. Cần bật gửi thư hoặc gửi tin ở trang Thông báo cho công dân"
              defaultChecked={settings.guestsOn}
            />
          </Fieldset>
        </>
      )}
    </SettingsForm>
  )
}

function ProviderFields({ settings, field, errorAt, children }: PartProps & { children: ReactNode }) {
  return (
    <Fieldset legend="Nơi cấp tài khoản">
      <Checkbox
        name="providerOn"
        label="Cho đăng nhập bằng tài khoản của nơi cấp này"
        defaultChecked={settings.providerOn}
        mb="sm"
      />
      <Grid>
        <TextInput
          {...field('providerName')}
          label="Tên hiện trên nút đăng nhập"
          description="Như công dân gọi, ví dụ VNeID"
        />
        <TextInput
          {...field('issuer')}
          label="Địa chỉ nơi cấp"
          description="Bắt đầu bằng https://, do nơi cấp công bố"
          inputMode="url"
        />
        <TextInput {...field('clientId')} label="Mã ứng dụng" description="Do nơi cấp đặt cho đơn vị" />
        <PasswordInput
          name="clientSecret"
          label="Khóa bí mật"
          description={
            settings.hasSecret
              ? 'Đã lưu, được mã hóa. Để trống nếu không đổi'
              : 'Chưa có. Được mã hóa khi lưu'
          }
          error={errorAt('clientSecret')}
          autoComplete="new-password"
        />
        <NativeSelect
          name="secretWay"
          label="Cách gửi khóa bí mật"
          description="Theo tài liệu của nơi cấp"
          defaultValue={settings.secretWay}
          error={errorAt('secretWay')}
          data={[
            { value: 'post', label: 'Trong nội dung yêu cầu' },
            { value: 'basic', label: 'Trong phần đầu yêu cầu' },
            { value: 'none', label: 'Không có khóa bí mật' },
          ]}
        />
        <TextInput
          {...field('clockTolerance')}
          label="Lệch giờ cho phép (giây)"
          description="Giữa đồng hồ nơi cấp và máy chủ này"
          inputMode="numeric"
        />
      </Grid>
      {children}
    </Fieldset>
  )
}

function OwnAddresses({ addresses }: { addresses: readonly string[] }) {
  const names = ['Địa chỉ trở về sau khi đăng nhập', 'Địa chỉ trở về sau khi đăng xuất']
  return (
    <Stack gap="xs" mt="sm">
      <Text size="sm">Đăng ký với nơi cấp hai địa chỉ sau của đơn vị:</Text>
      {addresses.map((address, index) => (
        <Group key={address} gap="xs">
          <Text size="sm">{names[index]}:</Text>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {address}
          </Text>
          <CopyButton text={address} label="Sao chép" />
        </Group>
      ))}
    </Stack>
  )
}

function ClaimFields({ field }: PartProps) {
  return (
    <Fieldset legend="Thông tin nơi cấp gửi về">
      <Text size="sm" mb="sm">
        Tên trường theo tài liệu của nơi cấp. Để trống trường nào, phần mềm không lấy thông tin đó.
      </Text>
      <Grid>
        <TextInput
          {...field('scopes')}
          label="Phạm vi thông tin xin"
          description="Cách nhau bằng dấu cách, luôn có openid"
        />
        <TextInput
          {...field('acrRequested')}
          label="Mức xác thực yêu cầu"
          description="Gửi cho nơi cấp khi đăng nhập; có thể để trống"
        />
        <TextInput {...field('nameClaim')} label="Trường chứa họ tên" />
        <TextInput {...field('personalIdClaim')} label="Trường chứa số định danh cá nhân" />
        <TextInput {...field('birthDateClaim')} label="Trường chứa ngày sinh" />
        <TextInput {...field('emailClaim')} label="Trường chứa thư điện tử" />
        <TextInput
          {...field('phoneClaim')}
          label="Trường chứa số điện thoại"
          description="Thường là phone_number"
        />
        <TextInput {...field('levelClaim')} label="Trường chứa mức xác thực" description="Thường là acr" />
        <TextInput
          {...field('vneidLevels')}
          label="Mức được coi là đã xác thực bằng VNeID"
          description="Cách nhau bằng dấu cách; mức khác chỉ tính là có tài khoản"
        />
      </Grid>
    </Fieldset>
  )
}

function AddressFields({ field }: PartProps) {
  return (
    <Fieldset legend="Địa chỉ nhập tay">
      <Text size="sm" mb="sm">
        Chỉ nhập khi nơi cấp không tự công bố. Để trống cả năm ô, phần mềm tự hỏi nơi cấp.
      </Text>
      <Grid>
        <TextInput {...field('authorizationUrl')} label="Trang đăng nhập" inputMode="url" />
        <TextInput {...field('tokenUrl')} label="Nơi đổi mã lấy thông tin" inputMode="url" />
        <TextInput {...field('keysUrl')} label="Nơi lấy khóa kiểm tra chữ ký" inputMode="url" />
        <TextInput
          {...field('userinfoUrl')}
          label="Nơi lấy thêm thông tin (không bắt buộc)"
          inputMode="url"
        />
        <TextInput {...field('endSessionUrl')} label="Trang đăng xuất (không bắt buộc)" inputMode="url" />
      </Grid>
    </Fieldset>
  )
}

function Grid({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
      {children}
    </SimpleGrid>
  )
}
