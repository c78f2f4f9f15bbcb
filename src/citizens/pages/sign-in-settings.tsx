import { Stack, Text, Title } from '@mantine/core'
import { AppError, problemOf } from '../../platform/errors.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { saveSignInSettings } from '../commands/save-settings.ts'
import { getSignInSettings } from '../queries/get-settings.ts'
import type { Route } from './+types/sign-in-settings.ts'
import { returnAddress } from './provider.ts'
import { readSettingsForm } from './read-settings-form.ts'
import { ProviderSettings } from './settings-form.tsx'
import { TrialForm } from './trial-form.tsx'
import { tryProvider } from './try-provider.ts'

export const meta = () => [{ title: 'Đăng nhập của công dân — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const { services } = context.get(pageContext)
  const settings = await pageRead(context, getSignInSettings, {})
  return {
    settings,
    returnAddress: returnAddress(services),
    signedOutAddress: `${services.config.publicUrl}/cong-dan`,
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  const { officeId } = requireStaff(context, request, ['admin'])
  const { services } = context.get(pageContext)
  const form = await request.formData()
  switch (form.get('viec')) {
    case 'thiet-lap':
      // Sealed differently each time: its revision, not a key, makes a second click harmless.
      return pageWrite(context, saveSignInSettings, { input: readSettingsForm(form, services.secrets) })
    case 'thu':
      return { ok: true as const, output: await tryProvider(services, officeId) }
    default:
      return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
}

export default function SignInSettings({ loaderData }: Route.ComponentProps) {
  const { settings, returnAddress, signedOutAddress } = loaderData
  return (
    <Stack maw={1100} gap="lg">
      <Title order={1} size="h2">
        Đăng nhập của công dân
      </Title>
      <Text>
        Công dân đăng nhập để nộp hồ sơ trực tuyến và theo dõi hồ sơ của mình. Nơi cấp tài khoản (VNeID hoặc
        hệ thống đăng nhập của tỉnh) cho đơn vị một mã ứng dụng và một khóa bí mật; nhập vào đây, lưu, rồi thử
        kết nối.
      </Text>
      <ProviderSettings {...{ settings, returnAddress, signedOutAddress }} />
      <TrialForm />
    </Stack>
  )
}
