import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { holds } from '../../platform/operations.ts'
import { vndText } from '../../receipts/model/vnd-text.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { Tag } from '../../ui/tag.tsx'
import { addEquipment, changeEquipment } from '../commands/keep-equipment.ts'
import { setEquipmentState } from '../commands/set-state.ts'
import { equipmentKinds, equipmentStates } from '../model/equipment.ts'
import { equipmentKeepers } from '../policy.ts'
import { getEquipmentHistory } from '../queries/equipment-history.ts'
import { type ListedEquipment, listEquipment } from '../queries/list-equipment.ts'
import type { Route } from './+types/equipment.ts'
import { EquipmentDialog } from './equipment-dialog.tsx'
import { HistoryList } from './history-list.tsx'
import { StateDialog } from './state-dialog.tsx'

export const meta = () => [{ title: 'Trang thiết bị — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listEquipment.audience)
  const asked = new URL(request.url).searchParams.get('thiet-bi') ?? ''
  const { rows, places } = await pageRead(context, listEquipment, {})
  const chosen = rows.find(({ id }) => id === asked)
  return {
    rows,
    places,
    history: chosen ? await pageRead(context, getEquipmentHistory, { id: chosen.id }) : null,
    isKeeper: holds(actor, equipmentKeepers),
    today: localDate(context.get(pageContext).services.clock()),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  const works = { them: addEquipment, sua: changeEquipment, 'tinh-trang': setEquipmentState }
  requireStaff(context, request, equipmentKeepers)
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

type Opened = { work: 'add' } | { work: 'change' | 'state'; id: string }

/** Sổ trang thiết bị: what stands where, in which state, and what was noted of the chosen one. */
export default function EquipmentPage({ loaderData }: Route.ComponentProps) {
  const { rows, places, history, isKeeper, today } = loaderData
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  // As it stands now: after a refusal because somebody else changed it, the page has loaded anew.
  const shown = opened && opened.work !== 'add' ? rows.find(({ id }) => id === opened.id) : undefined
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Trang thiết bị
        </Title>
        {isKeeper ? <Button onClick={() => setOpened({ work: 'add' })}>Ghi thiết bị mới</Button> : null}
      </Group>
      <StateCounts rows={rows} />
      {rows.length === 0 ? (
        <Text>Sổ chưa có thiết bị nào.</Text>
      ) : (
        <DataList
          label="Sổ trang thiết bị"
          columns={isKeeper ? [...columns, works(setOpened)] : columns}
          rows={rows}
          rowKey={({ id }) => id}
        />
      )}
      {history ? <HistoryList history={history} /> : null}
      {opened?.work === 'add' ? (
        <EquipmentDialog equipment={null} places={places} today={today} onClose={close} />
      ) : null}
      {opened?.work === 'change' && shown ? (
        <EquipmentDialog equipment={shown} places={places} today={today} onClose={close} />
      ) : null}
      {opened?.work === 'state' && shown ? (
        <StateDialog equipment={shown} today={today} onClose={close} />
      ) : null}
    </Stack>
  )
}

function StateCounts({ rows }: { rows: readonly ListedEquipment[] }) {
  const count = (...states: ListedEquipment['state'][]) =>
    rows.filter(({ state }) => states.includes(state)).length
  return (
    <Text size="sm">
      Đang dùng {count('in_use')}, hỏng {count('broken')}, đang sửa chữa {count('in_repair')}, đã ghi giảm{' '}
      {count('written_off')}.
    </Text>
  )
}

const tones = { in_use: 'good', broken: 'warning', in_repair: 'warning', written_off: 'plain' } as const

const columns: readonly Column<ListedEquipment>[] = [
  {
    header: 'Thiết bị',
    isTitle: true,
    cell: ({ id, name, kind }) => (
      <>
        <Anchor component={Link} inherit to={`/trang-thiet-bi?thiet-bi=${id}#qua-trinh`}>
          {name}
        </Anchor>
        <Text size="sm">{equipmentKinds[kind]}</Text>
      </>
    ),
  },
  { header: 'Nơi đặt', cell: ({ placeName }) => placeName },
  {
    header: 'Số tài sản, số máy',
    cell: ({ assetNumber, serialNumber }) => [assetNumber, serialNumber].filter(Boolean).join(', ') || '—',
  },
  {
    header: 'Khả năng, ghi chú',
    cell: (each) => (each.sheetsPerMinute === null ? each.note || '—' : ability(each)),
  },
  {
    header: 'Mua',
    cell: ({ boughtOn, priceVnd }) => (
      <Text size="sm">
        {boughtOn ? formatDate(boughtOn) : '—'}
        {priceVnd === null ? '' : `, ${vndText(priceVnd)}`}
      </Text>
    ),
  },
  {
    header: 'Tình trạng',
    cell: ({ state, stateSince, stateReason }) => (
      <>
        <Tag tone={tones[state]}>{equipmentStates[state]}</Tag>
        <Text size="sm">
          từ {formatDate(stateSince)}
          {stateReason ? `: ${stateReason}` : ''}
        </Text>
      </>
    ),
  },
]

function ability({ sheetsPerMinute, feeder, twoSided, note }: ListedEquipment) {
  const words = [
    `${sheetsPerMinute} tờ/phút`,
    feeder ? 'có khay nạp' : 'không có khay nạp',
    twoSided ? 'quét hai mặt' : 'quét một mặt',
  ].join(', ')
  return (
    <>
      {words}
      {note ? <Text size="sm">{note}</Text> : null}
    </>
  )
}

function works(open: (opened: Opened) => void): Column<ListedEquipment> {
  return {
    header: 'Việc',
    isPlain: true,
    cell: ({ id, name, state }) =>
      state === 'written_off' ? null : (
        <Group gap={6}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Sửa, chuyển chỗ: ${name}`}
            onClick={() => open({ work: 'change', id })}
          >
            Sửa
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Ghi tình trạng: ${name}`}
            onClick={() => open({ work: 'state', id })}
          >
            Tình trạng
          </Button>
        </Group>
      ),
  }
}
