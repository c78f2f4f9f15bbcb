import { Anchor, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError, problemOf } from '../../platform/errors.ts'
import { typedIsoDate } from '../../ui/date-text.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { saveNotificationSettings } from '../commands/save-settings.ts'
import { saveWording } from '../commands/save-wording.ts'
import { sendTestMessage } from '../commands/send-test.ts'
import { getNotificationSettings } from '../queries/get-settings.ts'
import { type ListedWording, listWordings } from '../queries/list-wordings.ts'
import type { Route } from './+types/notifications.ts'
import { readSettingsForm } from './read-settings-form.ts'
import { MessageSettings } from './settings-form.tsx'
import { TestForm } from './test-form.tsx'
import { WordingDialog } from './wording-dialog.tsx'
import { WordingList } from './wording-list.tsx'

export const meta = () => [{ title: 'Thông báo cho công dân — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const { services } = context.get(pageContext)
  const [settings, { items }] = await Promise.all([
    pageRead(context, getNotificationSettings, {}),
    pageRead(context, listWordings, {}),
  ])
  const { publicUrl } = services.config
  return { settings, wordings: items, today: localDate(services.clock()), publicUrl }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const sent = (input: unknown) => ({ input, idempotencyKey: text('idempotencyKey') })
  switch (text('viec')) {
    case 'thiet-lap': {
      const { secrets } = context.get(pageContext).services
      // Sealed differently each time: its revision, not a key, makes a second click harmless.
      return pageWrite(context, saveNotificationSettings, { input: readSettingsForm(form, secrets) })
    }
    case 'mau-tin':
      return pageWrite(
        context,
        saveWording,
        sent({
          event: text('event'),
          channel: text('channel'),
          validFrom: typedIsoDate(text('validFrom')),
          active: form.get('active') === 'on',
          subject: text('subject'),
          body: text('body').replaceAll('\r\n', '\n'),
          seenVersion: Number(text('seenVersion')),
        }),
      )
    case 'tin-thu':
      return pageWrite(context, sendTestMessage, sent({ channel: text('channel'), address: text('address') }))
    default:
      return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
}

export default function Notifications({ loaderData }: Route.ComponentProps) {
  const { settings, wordings, today, publicUrl } = loaderData
  const [edited, setEdited] = useState<ListedWording | null>(null)
  return (
    <Stack maw={1100} gap="lg">
      <Title order={1} size="h2">
        Thông báo cho công dân
      </Title>
      <Text>
        Công dân khai thư điện tử hoặc số di động được báo khi hồ sơ được nhận, cần bổ sung, trễ hẹn, có kết
        quả. Tin đã gửi xem ở{' '}
        <Anchor component={Link} to="/quan-tri/nhat-ky-thong-bao" underline="always">
          Nhật ký thông báo
        </Anchor>
        .
      </Text>
      <MessageSettings settings={settings} />
      <TestForm />
      <WordingList wordings={wordings} onEdit={setEdited} />
      {edited ? (
        <WordingDialog
          wording={edited}
          smsPlain={settings.smsPlain}
          {...{ today, publicUrl }}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </Stack>
  )
}
