import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { AppError, problemOf } from '../../platform/errors.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { changePost } from '../commands/change-post.ts'
import { addUnit, moveUnit, renameUnit, setUnitStanding } from '../commands/units.ts'
import { listAllUnits } from '../queries/list-all-units.ts'
import { listStaff } from '../queries.ts'
import type { Route } from './+types/units.ts'
import { PostDialog } from './post-dialog.tsx'
import { StaffDialog } from './staff-dialog.tsx'
import { MemberPosts, type PostedMember, type Unit, UnitList } from './unit-lists.tsx'

export const meta = () => [{ title: 'Phòng, ban và chức danh — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const [{ units }, { members }] = await Promise.all([
    pageRead(context, listAllUnits, {}),
    pageRead(context, listStaff, {}),
  ])
  return { units, members: members.filter((member) => member.active) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const sent = (input: unknown) => ({ input, idempotencyKey: text('idempotencyKey') })
  const unitId = text('unitId')
  switch (text('viec')) {
    case 'them-phong':
      return pageWrite(context, addUnit, sent({ name: text('name') }))
    case 'doi-ten':
      return pageWrite(context, renameUnit, sent({ unitId, name: text('name') }))
    case 'len':
    case 'xuong':
      return pageWrite(context, moveUnit, sent({ unitId, direction: text('viec') === 'len' ? 'up' : 'down' }))
    case 'dung-phong':
      return pageWrite(context, setUnitStanding, sent({ unitId, standing: text('standing') === 'true' }))
    case 'chuc-danh': {
      const input = { staffId: text('staffId'), postTitle: text('postTitle'), unitId: unitId || null }
      return pageWrite(context, changePost, sent(input))
    }
    default:
      return { ok: false as const, problem: problemOf(new AppError('malformed_request')) }
  }
}

type Opened =
  | { work: 'them-phong' }
  | { work: 'doi-ten' | 'dung-phong'; unit: Unit }
  | { work: 'chuc-danh'; member: PostedMember }

export default function Units({ loaderData }: Route.ComponentProps) {
  const { units, members } = loaderData
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  return (
    <Stack maw={1100} gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Phòng, ban và chức danh
        </Title>
        <Button onClick={() => setOpened({ work: 'them-phong' })}>Thêm phòng, ban</Button>
      </Group>
      <Text>
        Thứ tự ở đây là thứ tự trên danh sách và giấy tờ. Phòng, ban còn người thì chưa thôi dùng được.
      </Text>
      <UnitList
        units={units}
        onRename={(unit) => setOpened({ work: 'doi-ten', unit })}
        onStanding={(unit) => setOpened({ work: 'dung-phong', unit })}
      />
      <MemberPosts
        members={members}
        units={units}
        onOpen={(member) => setOpened({ work: 'chuc-danh', member })}
      />
      {opened ? <UnitDialog opened={opened} units={units} onDone={close} onClose={close} /> : null}
    </Stack>
  )
}

interface UnitDialogProps {
  opened: Opened
  units: readonly Unit[]
  onDone(): void
  onClose(): void
}

function UnitDialog({ opened, units, ...ends }: UnitDialogProps) {
  if (opened.work === 'chuc-danh') {
    const standing = units.filter((unit) => unit.retiredOn === null)
    return <PostDialog member={opened.member} units={standing} {...ends} />
  }
  if (opened.work === 'dung-phong') return <StandingDialog unit={opened.unit} {...ends} />
  const unit = opened.work === 'doi-ten' ? opened.unit : null
  return (
    <StaffDialog
      title={unit ? `Đổi tên: ${unit.name}` : 'Thêm phòng, ban'}
      intro={unit ? 'Giấy tờ đã lập giữ tên cũ.' : 'Phòng, ban mới đứng cuối danh sách.'}
      submitLabel={unit ? 'Lưu tên' : 'Thêm phòng, ban'}
      values={unit ? { viec: 'doi-ten', unitId: unit.id } : { viec: 'them-phong' }}
      fields={['name']}
      {...ends}
    >
      {(errorAt) => (
        <TextInput
          name="name"
          label="Tên phòng, ban"
          defaultValue={unit?.name ?? ''}
          error={errorAt('name')}
          maxLength={200}
          data-autofocus
          required
        />
      )}
    </StaffDialog>
  )
}

function StandingDialog({ unit, ...ends }: { unit: Unit; onDone(): void; onClose(): void }) {
  const standing = unit.retiredOn === null
  return (
    <StaffDialog
      title={`${standing ? 'Thôi dùng' : 'Dùng lại'}: ${unit.name}`}
      intro={
        standing
          ? 'Phòng, ban này không còn chọn được cho cán bộ; giấy tờ và lịch sử giữ nguyên.'
          : 'Phòng, ban này lại chọn được cho cán bộ.'
      }
      submitLabel={standing ? 'Thôi dùng' : 'Dùng lại'}
      danger={standing}
      values={{ viec: 'dung-phong', unitId: unit.id, standing: String(!standing) }}
      {...ends}
    />
  )
}
