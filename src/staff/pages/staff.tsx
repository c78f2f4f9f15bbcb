import { Button, Group, List, Stack, Title } from '@mantine/core'
import { useState } from 'react'
import { localDate } from '../../calendar/model/local-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { listAbsences } from '../queries/list-absences.ts'
import { listCover } from '../queries/list-cover.ts'
import { listDesks } from '../queries/list-desks.ts'
import { listGaps } from '../queries/list-gaps.ts'
import { listStaff, listUnits } from '../queries.ts'
import type { Route } from './+types/staff.ts'
import { AbsenceList } from './absence-list.tsx'
import { CoverTable } from './cover-table.tsx'
import { MemberCard } from './member-card.tsx'
import { RosterGaps } from './roster-gaps.tsx'
import { runStaffForm } from './staff-actions.ts'
import { type Opened, OpenedDialog } from './staff-dialogs.tsx'

export const meta = () => [{ title: 'Cán bộ, phân công — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const [{ members }, { units }, { fields }, { desks }, { absences }, { gaps }] = await Promise.all([
    pageRead(context, listStaff, {}),
    pageRead(context, listUnits, {}),
    pageRead(context, listCover, {}),
    pageRead(context, listDesks, {}),
    pageRead(context, listAbsences, {}),
    pageRead(context, listGaps, {}),
  ])
  const today = localDate(context.get(pageContext).services.clock())
  return { today, members, units, fields, desks, absences, gaps }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  return runStaffForm(pageWrite, context, await request.formData())
}

export default function Staff({ loaderData }: Route.ComponentProps) {
  const { today, members, units, fields, desks, absences, gaps } = loaderData
  const [opened, setOpened] = useState<Opened | null>(null)
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const nameIn = (list: readonly { id: string; name: string }[], id: string | null) =>
    list.find((each) => each.id === id)?.name ?? ''
  return (
    <Stack maw={1100} gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Cán bộ, phân công
        </Title>
        <Button onClick={() => setOpened({ work: 'them' })}>Thêm cán bộ</Button>
      </Group>
      {warnings.length > 0 ? <Warnings warnings={warnings} /> : null}
      <RosterGaps gaps={gaps} />
      <AbsenceList
        absences={absences}
        today={today}
        onEnd={(absence) => setOpened({ work: 'het-vang', absence })}
      />
      <Stack gap="sm">
        {members.map((member) => (
          <MemberCard
            key={member.id}
            member={member}
            unitName={nameIn(units, member.unitId)}
            context={{
              today,
              fieldName: (code) => fields.find((field) => field.code === code)?.name ?? code,
              deskName: (id) => nameIn(desks, id),
              memberName: (id) => members.find((each) => each.id === id)?.fullName ?? '',
            }}
            onOpen={setOpened}
          />
        ))}
      </Stack>
      <CoverTable fields={fields} />
      {opened ? (
        <OpenedDialog
          opened={opened}
          choices={{ today, units, fields, desks, members, absences }}
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

function Warnings({ warnings }: { warnings: readonly string[] }) {
  return (
    <Notice tone="warning" title="Đã lưu, nhưng cần chú ý">
      <List size="sm">
        {warnings.map((warning) => (
          <List.Item key={warning}>{warning}</List.Item>
        ))}
      </List>
    </Notice>
  )
}
