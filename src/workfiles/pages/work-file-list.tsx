import { Anchor, Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { FilterFrame } from '../../ui/filter-frame.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { openWorkFile } from '../commands/open-work-file.ts'
import { workFileStates } from '../model/states.ts'
import { openingChoices } from '../queries/filing-choices.ts'
import {
  type ListedWorkFile,
  listWorkFiles,
  type WorkFileFilter,
  workFileFilter,
} from '../queries/list-work-files.ts'
import type { Route } from './+types/work-file-list.ts'
import { OpenDialog } from './open-dialog.tsx'
import { readOpening } from './read-filing.ts'

export const meta = () => [{ title: 'Hồ sơ công việc — Một Cửa' }]

/** Names of the filters in the address. */
const parameters = {
  q: 'q',
  state: 'trang-thai',
  year: 'nam',
  keeperId: 'nguoi-lap',
  show: 'xem',
  after: 'sau',
} as const

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, listWorkFiles.audience)
  const { searchParams } = new URL(request.url)
  const filter = readFilter(searchParams)
  const [list, opening] = await Promise.all([
    pageRead(context, listWorkFiles, filter),
    pageRead(context, openingChoices, {}),
  ])
  const onward = new URLSearchParams(searchParams)
  if (list.next) onward.set('sau', list.next)
  return { ...list, next: list.next ? `?${onward}` : null, filter, opening }
}

/** What an address asks for; a box that cannot be understood does not count. */
function readFilter(search: URLSearchParams): Partial<WorkFileFilter> {
  const filter: Record<string, unknown> = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = search.get(parameter)?.trim()
    const schema = workFileFilter.shape[name as keyof WorkFileFilter]
    if (value && schema.safeParse(value).success) filter[name] = schema.parse(value)
  }
  return filter as Partial<WorkFileFilter>
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, openWorkFile.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const input = {
    ...readOpening(form, ''),
    kind: text('kind'),
    medium: text('medium'),
    startedOn: text('startedOn') || null,
    restricted: form.get('restricted') === 'on',
    note: text('note'),
  }
  return pageWrite(context, openWorkFile, { input, idempotencyKey: text('idempotencyKey') })
}

const shows = {
  mine: 'Hồ sơ tôi lập',
  handover: 'Phải nộp lưu',
  soon: 'Sắp đến hạn nộp lưu',
  late: 'Quá hạn nộp lưu',
  holds: 'Đang xin giữ lại',
  expired: 'Hết thời hạn bảo quản',
} as const

export default function WorkFileList({ loaderData }: Route.ComponentProps) {
  const { rows, next, filter, keepers, opening } = loaderData
  const [open, setOpen] = useState(false)
  const navigate = useNavigate()
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Hồ sơ công việc
        </Title>
        <Button onClick={() => setOpen(true)}>Mở hồ sơ</Button>
      </Group>
      <FilterFrame
        action="/ho-so-cong-viec"
        startsOpen={Boolean(filter.year || filter.keeperId)}
        key={JSON.stringify(filter)}
        more={
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="sm" mt="sm">
            <TextInput
              name="nam"
              label="Năm"
              inputMode="numeric"
              defaultValue={filter.year ?? ''}
              maxLength={4}
            />
            <NativeSelect
              name="nguoi-lap"
              label="Người lập"
              defaultValue={filter.keeperId ?? ''}
              data={[
                { value: '', label: 'Mọi người' },
                ...keepers.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </SimpleGrid>
        }
      >
        <TextInput name="q" label="Số, ký hiệu hoặc tiêu đề" defaultValue={filter.q ?? ''} maxLength={100} />
        <NativeSelect
          name="xem"
          label="Xem"
          defaultValue={filter.show ?? ''}
          data={[
            { value: '', label: 'Mọi hồ sơ' },
            ...Object.entries(shows).map(([value, label]) => ({ value, label })),
          ]}
        />
        <NativeSelect
          name="trang-thai"
          label="Trạng thái"
          defaultValue={filter.state ?? ''}
          data={[
            { value: '', label: 'Mọi trạng thái' },
            ...Object.entries(workFileStates).map(([value, label]) => ({ value, label })),
          ]}
        />
      </FilterFrame>
      {rows.length === 0 ? (
        <Text>Không có hồ sơ nào khớp. Hãy bỏ bớt điều kiện lọc, hoặc bấm “Mở hồ sơ”.</Text>
      ) : (
        <DataList label="Danh sách hồ sơ công việc" columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
      {next ? (
        <Button component={Link} to={next} variant="default" w="fit-content">
          Trang sau
        </Button>
      ) : null}
      {open ? (
        <OpenDialog
          {...opening}
          onOpened={(id) => navigate(`/ho-so-cong-viec/${id}`)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Stack>
  )
}

const columns: readonly Column<ListedWorkFile>[] = [
  {
    header: 'Số, ký hiệu',
    isTitle: true,
    cell: (file) => (
      <Anchor component={Link} inherit to={`/ho-so-cong-viec/${file.id}`}>
        {file.symbol}/{file.year}
      </Anchor>
    ),
  },
  {
    header: 'Tiêu đề',
    isPlain: true,
    cell: (file) => (
      <>
        <Text size="sm">{file.title}</Text>
        <Group gap="xs">
          {file.frozen ? <Tag tone="warning">Đang khóa</Tag> : null}
          {file.heldUntil ? <Tag tone="plain">{`Giữ lại đến ${formatDate(file.heldUntil)}`}</Tag> : null}
        </Group>
      </>
    ),
  },
  {
    header: 'Người lập',
    cell: (file) => (
      <Text span size="sm">
        {file.keeperName}
      </Text>
    ),
  },
  {
    header: 'Bảo quản',
    cell: (file) => (
      <Text span size="sm">
        {file.retention}
      </Text>
    ),
  },
  {
    header: 'Văn bản',
    cell: (file) => (
      <Text span size="sm">
        {file.documents}
      </Text>
    ),
  },
  {
    header: 'Trạng thái',
    cell: (file) => (
      <Text span size="sm">
        {workFileStates[file.state]}
      </Text>
    ),
  },
  {
    header: 'Hạn nộp lưu',
    cell: (file) =>
      file.dueOn && file.state === 'closed' ? (
        <Text span size="sm">
          {formatDate(file.dueOn)}
        </Text>
      ) : null,
  },
]
