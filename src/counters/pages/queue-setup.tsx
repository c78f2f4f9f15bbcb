import { randomBytes } from 'node:crypto'
import { Anchor, Button, Group, NativeSelect, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { AppError, problemOf } from '../../platform/errors.ts'
import { DataList } from '../../ui/data-list.tsx'
import { momentText } from '../../ui/moment-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { setAppointmentRule } from '../commands/appointments.ts'
import { addDevice, revokeDevice } from '../commands/devices.ts'
import { setQueueRules } from '../commands/set-queue-rules.ts'
import { listAppointmentRules } from '../queries/free-slots.ts'
import { getQueueSetup } from '../queries/queue-settings.ts'
import type { Route } from './+types/queue-setup.ts'
import { AppointmentRules } from './appointment-rules.tsx'
import { RulesForm } from './rules-form.tsx'

export const meta = () => [{ title: 'Lấy số, màn hình — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, getQueueSetup.audience)
  const [setup, { fields }] = await Promise.all([
    pageRead(context, getQueueSetup, {}),
    pageRead(context, listAppointmentRules, {}),
  ])
  return { ...setup, fields }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, getQueueSetup.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const idempotencyKey = text('idempotencyKey')
  switch (text('viec')) {
    case 'them': {
      const token = randomBytes(32).toString('base64url')
      const input = { kind: text('kind'), name: text('name'), token }
      const written = await pageWrite(context, addDevice, { input })
      if (!written.ok) return written
      const path = input.kind === 'kiosk' ? '/kiosk' : '/man-hinh'
      const { publicUrl } = context.get(pageContext).services.config
      return { ok: true as const, output: { link: `${publicUrl}${path}?ma=${token}`, name: input.name } }
    }
    case 'thu-hoi':
      return pageWrite(context, revokeDevice, { input: { deviceId: text('deviceId') }, idempotencyKey })
    case 'quy-tac': {
      const { revision, elderlyAge, priorityRun, callsBeforeAbsent } = Object.fromEntries(form)
      const input = { revision, elderlyAge, priorityRun, callsBeforeAbsent }
      return pageWrite(context, setQueueRules, { input, idempotencyKey })
    }
    case 'lich-hen': {
      const input = { fieldCode: text('fieldCode'), capacity: text('capacity') }
      return pageWrite(context, setAppointmentRule, { input, idempotencyKey })
    }
    default:
      return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
}

export default function QueueSetup({ loaderData }: Route.ComponentProps) {
  return (
    <Stack maw={900} gap="lg">
      <Title order={1} size="h2">
        Lấy số, màn hình
      </Title>
      <Devices devices={loaderData.devices} />
      <AppointmentRules fields={loaderData.fields} />
      <RulesForm key={loaderData.rules.revision} rules={loaderData.rules} />
    </Stack>
  )
}

const kinds = { kiosk: 'Máy lấy số', display: 'Màn hình gọi số' } as const

type Device = Route.ComponentProps['loaderData']['devices'][number]

function Devices({ devices }: { devices: readonly Device[] }) {
  const [added, setAdded] = useState<{ link: string; name: string } | null>(null)
  const adding = useAnswer<{ link: string; name: string }>(setAdded)
  const revoking = useAnswer<unknown>(() => {})
  function revoke(device: Device): void {
    const form = new FormData()
    form.set('viec', 'thu-hoi')
    form.set('deviceId', device.id)
    revoking.send(form)
  }
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        Thiết bị
      </Title>
      <Stack gap="sm">
        {added ? (
          <Notice tone="good" title={`Đã cấp quyền cho “${added.name}”`}>
            <Text size="sm">
              Mở đường dẫn này trên chính thiết bị đó, một lần. Đường dẫn chỉ hiện lúc này; mất thì thu hồi và
              cấp lại.
            </Text>
            <Anchor href={added.link} style={{ overflowWrap: 'anywhere' }}>
              {added.link}
            </Anchor>
          </Notice>
        ) : null}
        {revoking.problem ? <ProblemAlert problem={revoking.problem} /> : null}
        {devices.length === 0 ? (
          <Text size="sm">Chưa có thiết bị nào.</Text>
        ) : (
          <DataList
            label="Thiết bị đã cấp quyền"
            rows={devices}
            rowKey={({ id }) => id}
            columns={[
              { header: 'Tên', isPlain: true, cell: ({ name }) => <b>{name}</b> },
              { header: 'Loại', cell: ({ kind }) => kinds[kind] },
              { header: 'Cấp lúc', cell: ({ addedAt }) => momentText(addedAt) },
              {
                header: 'Việc',
                isPlain: true,
                cell: (device) => (
                  <Button
                    variant="default"
                    size="compact-sm"
                    disabled={revoking.busy}
                    onClick={() => revoke(device)}
                    aria-label={`Thu hồi quyền của ${device.name}`}
                  >
                    Thu hồi
                  </Button>
                ),
              },
            ]}
          />
        )}
        <Paper withBorder p="md">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              adding.send(new FormData(event.currentTarget))
            }}
          >
            <input type="hidden" name="viec" value="them" />
            {adding.problem ? <ProblemAlert problem={adding.problem} shownFields={['name']} /> : null}
            <Group align="end">
              <NativeSelect
                name="kind"
                label="Loại thiết bị"
                data={Object.entries(kinds).map(([value, label]) => ({ value, label }))}
              />
              <TextInput name="name" label="Tên, nơi đặt" error={adding.errorAt('name')} />
              <Button type="submit" disabled={adding.busy}>
                Thêm thiết bị
              </Button>
            </Group>
          </form>
        </Paper>
      </Stack>
    </section>
  )
}
