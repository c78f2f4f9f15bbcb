import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { AppError, problemOf } from '../../platform/errors.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { noteConnectionTest } from '../commands/note-contact.ts'
import { pauseExchange } from '../commands/pause-exchange.ts'
import { savePortalSettings } from '../commands/save-settings.ts'
import { testConnection } from '../jobs/test-connection.ts'
import { getPortalSettings } from '../queries/get-settings.ts'
import type { Route } from './+types/portal-settings.ts'
import { ExchangeState } from './exchange-state.tsx'
import { readSettingsForm } from './read-settings-form.ts'
import { ConnectionSettings } from './settings-form.tsx'

export const meta = () => [{ title: 'Cổng Dịch vụ công quốc gia — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, getPortalSettings.audience)
  return { settings: await pageRead(context, getPortalSettings, {}) }
}

export async function action({ context, request }: Route.ActionArgs) {
  const actor = requireStaff(context, request, savePortalSettings.audience)
  const form = await request.formData()
  const idempotencyKey = String(form.get('idempotencyKey') ?? '')
  const { services } = context.get(pageContext)
  switch (String(form.get('viec') ?? '')) {
    case 'thiet-lap':
      // Sealed differently each time: its revision, not a key, makes a second click harmless.
      return pageWrite(context, savePortalSettings, { input: readSettingsForm(form, services.secrets) })
    case 'tam-dung':
      return pageWrite(context, pauseExchange, {
        input: { paused: form.get('paused') === 'on' },
        idempotencyKey,
      })
    case 'kiem-tra': {
      const { ok, reason } = await testConnection({ ...services, sessions: new Map() }, actor.officeId)
      const contact = { of: 'asking' as const, succeeded: ok ? 1 : 0, failed: ok ? 0 : 1, reason }
      const noted = await pageWrite(context, noteConnectionTest, { input: contact, idempotencyKey })
      return noted.ok ? { ok: true as const, output: { works: ok, reason } } : noted
    }
    default:
      return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
}

export default function PortalSettings({ loaderData }: Route.ComponentProps) {
  const { settings } = loaderData
  return (
    <Stack maw={1100} gap="lg">
      <Title order={1} size="h2">
        Cổng Dịch vụ công quốc gia
      </Title>
      <Text>
        Khi kết nối, hồ sơ công dân nộp trên Cổng tự về trang Hồ sơ trực tuyến; tiến trình, trạng thái và kết
        quả tự gửi lên Cổng. Chỗ hai bên khác nhau xem ở{' '}
        <Anchor component={Link} to="/doi-soat" underline="always">
          Đối soát Cổng DVCQG
        </Anchor>
        .
      </Text>
      <ExchangeState settings={settings} />
      <ConnectionSettings settings={settings} />
    </Stack>
  )
}
