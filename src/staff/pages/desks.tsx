import { Alert, Button, Group, List, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError, problemOf } from '../../platform/errors.ts'
import { typedIsoDate } from '../../ui/date-text.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { addDesk, changeDesk, moveDesk, setDeskActive } from '../commands/desks.ts'
import { setFieldReception } from '../commands/set-field-reception.ts'
import { listReceptions } from '../queries/field-reception.ts'
import { listDesks } from '../queries/list-desks.ts'
import type { Route } from './+types/desks.ts'
import { DeskDialog, type OpenedDesk, ReceptionDialog } from './desk-dialogs.tsx'
import { DeskList, type ReceivedField, ReceptionList } from './desk-lists.tsx'
import { acceptance } from './staff-actions.ts'

export const meta = () => [{ title: 'Quầy, lĩnh vực tiếp nhận — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const [{ desks }, { fields }] = await Promise.all([
    pageRead(context, listDesks, {}),
    pageRead(context, listReceptions, {}),
  ])
  return { desks, fields, today: localDate(context.get(pageContext).services.clock()) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const sent = (input: unknown) => ({ input, idempotencyKey: text('idempotencyKey') })
  const deskId = text('deskId')
  const said = () => ({
    code: text('code'),
    name: text('name'),
    place: text('place'),
    fieldCodes: form.getAll('fieldCodes').map(String),
  })
  switch (text('viec')) {
    case 'them-quay':
      return pageWrite(context, addDesk, sent(said()))
    case 'sua-quay':
      return pageWrite(context, changeDesk, sent({ deskId, revision: Number(text('revision')), ...said() }))
    case 'dung-quay':
      return pageWrite(context, setDeskActive, sent({ deskId, active: text('active') === 'true' }))
    case 'len':
    case 'xuong':
      return pageWrite(context, moveDesk, sent({ deskId, direction: text('viec') === 'len' ? 'up' : 'down' }))
    case 'linh-vuc': {
      const decision = { fieldCode: text('fieldCode'), received: text('received') === 'true' }
      const when = { validFrom: typedIsoDate(text('validFrom')), reason: text('reason') }
      return pageWrite(context, setFieldReception, sent({ ...decision, ...when, ...acceptance(form) }))
    }
    default:
      return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
}

export default function Desks({ loaderData }: Route.ComponentProps) {
  const { desks, fields, today } = loaderData
  const [opened, setOpened] = useState<OpenedDesk | null>(null)
  const [field, setField] = useState<ReceivedField | null>(null)
  return (
    <Stack maw={1100} gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Quầy, lĩnh vực tiếp nhận
        </Title>
        <Button onClick={() => setOpened({ work: 'them-quay' })}>Thêm quầy</Button>
      </Group>
      <Elsewhere fields={fields} />
      {desks.length === 0 ? (
        <Text>Chưa có quầy nào. Bấm “Thêm quầy” để bố trí.</Text>
      ) : (
        <DeskList
          desks={desks}
          fields={fields}
          onChange={(desk) => setOpened({ work: 'sua-quay', desk })}
          onActive={(desk) => setOpened({ work: 'dung-quay', desk })}
        />
      )}
      <ReceptionList fields={fields} onOpen={setField} />
      {opened ? (
        <DeskDialog
          opened={opened}
          choices={{ desks, fields }}
          onDone={() => setOpened(null)}
          onClose={() => setOpened(null)}
        />
      ) : null}
      {field ? (
        <ReceptionDialog
          field={field}
          today={today}
          onDone={() => setField(null)}
          onClose={() => setField(null)}
        />
      ) : null}
    </Stack>
  )
}

/** What an inspection looks for first: fields whose dossiers are received somewhere else. */
function Elsewhere({ fields }: { fields: readonly ReceivedField[] }) {
  const elsewhere = fields.filter((field) => !field.received)
  if (elsewhere.length === 0) return null
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      title={`${elsewhere.length} lĩnh vực không tiếp nhận tại bộ phận một cửa`}
    >
      <List size="sm">
        {elsewhere.map((field) => (
          <List.Item key={field.code}>
            {field.name}: {field.reason}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
