import { Button, Group, List, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { localDate } from '../../calendar/model/local-time.ts'
import { AppError, problemOf } from '../../platform/errors.ts'
import { typedIsoDate } from '../../ui/date-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { assignDuty, endDuty } from '../commands/duties.ts'
import { addStaffMember, resetPassword, setStaffActive } from '../commands/members.ts'
import { removeOneTimeCode } from '../commands/remove-one-time-code.ts'
import { listCover } from '../queries/list-cover.ts'
import { listStaff, listUnits } from '../queries.ts'
import type { Route } from './+types/staff.ts'
import { CoverTable, Uncovered } from './cover-table.tsx'
import { MemberCard } from './member-card.tsx'
import { type Opened, OpenedDialog } from './staff-dialogs.tsx'

export const meta = () => [{ title: 'Cán bộ, phân công — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const [{ members }, { units }, { fields }] = await Promise.all([
    pageRead(context, listStaff, {}),
    pageRead(context, listUnits, {}),
    pageRead(context, listCover, {}),
  ])
  return { today: localDate(context.get(pageContext).services.clock()), members, units, fields }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const sent = (input: unknown) => ({ input, idempotencyKey: text('idempotencyKey') })
  const { staffId, dutyId } = { staffId: text('staffId'), dutyId: text('dutyId') }
  const endsOn = text('endsOn') === '' ? null : typedIsoDate(text('endsOn'))
  switch (text('viec')) {
    case 'them': {
      const { fullName, postTitle, phone, username, password } = Object.fromEntries(form)
      const input = { fullName, postTitle, phone, username, password, unitId: text('unitId') || null }
      return pageWrite(context, addStaffMember, sent(input))
    }
    case 'khoa':
      return pageWrite(context, setStaffActive, sent({ staffId, active: text('active') === 'true' }))
    case 'dat-mat-khau':
      return pageWrite(context, resetPassword, sent({ staffId, password: text('password') }))
    case 'go-ma':
      return pageWrite(context, removeOneTimeCode, sent({ staffId }))
    case 'phan-cong': {
      const duty = { role: text('role'), fieldCode: text('fieldCode') || null, note: text('note') }
      const startsOn = typedIsoDate(text('startsOn'))
      return pageWrite(context, assignDuty, sent({ ...duty, staffId, startsOn, endsOn }))
    }
    case 'ket-thuc':
      return pageWrite(context, endDuty, sent({ dutyId, endsOn: typedIsoDate(text('endsOn')) }))
    default:
      return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
}

export default function Staff({ loaderData }: Route.ComponentProps) {
  const { today, members, units, fields } = loaderData
  const [opened, setOpened] = useState<Opened | null>(null)
  const [warnings, setWarnings] = useState<readonly string[]>([])
  return (
    <Stack maw={1100} gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Cán bộ, phân công
        </Title>
        <Button onClick={() => setOpened({ work: 'them' })}>Thêm cán bộ</Button>
      </Group>
      {warnings.length > 0 ? (
        <Notice tone="warning" title="Đã lưu, nhưng cần chú ý">
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Notice>
      ) : null}
      <Uncovered fields={fields} />
      <Stack gap="sm">
        {members.map((member) => (
          <MemberCard
            key={member.id}
            member={member}
            unitName={units.find((unit) => unit.id === member.unitId)?.name ?? ''}
            context={{
              today,
              fieldName: (code) => fields.find((field) => field.code === code)?.name ?? code,
            }}
            onOpen={setOpened}
          />
        ))}
      </Stack>
      <CoverTable fields={fields} />
      {opened ? (
        <OpenedDialog
          opened={opened}
          choices={{ today, units, fields }}
          onDone={(output) => {
            setWarnings(output.warnings ?? [])
            setOpened(null)
          }}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </Stack>
  )
}
