import { Anchor, Button, Checkbox, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Form, Link, useNavigate } from 'react-router'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { holds } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { Tag } from '../../ui/tag.tsx'
import { offerHandOver, transferFiles } from '../commands/hand-over.ts'
import { workFileStates } from '../model/states.ts'
import { overseers } from '../policy.ts'
import { type HandOverHead, listHandOvers } from '../queries/hand-overs.ts'
import { type ListedWorkFile, listWorkFiles } from '../queries/list-work-files.ts'
import type { Route } from './+types/hand-over.ts'
import { OfferDialog, TransferDialog } from './hand-over-dialogs.tsx'

export const meta = () => [{ title: 'Nộp lưu hồ sơ — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listWorkFiles.audience)
  const { searchParams } = new URL(request.url)
  const keeperId = searchParams.get('nguoi-lap') ?? ''
  const after = searchParams.get('sau') ?? undefined
  const [list, { rows, members }] = await Promise.all([
    pageRead(context, listWorkFiles, { ...(keeperId ? { keeperId } : { show: 'handover' as const }), after }),
    pageRead(context, listHandOvers, {}),
  ])
  const onward = new URLSearchParams(searchParams)
  if (list.next) onward.set('sau', list.next)
  return {
    // Somebody who leaves gives away what is open as well.
    files: list.rows.filter(({ state }) => state === 'closed' || state === 'open'),
    next: list.next ? `?${onward}` : null,
    keepers: list.keepers,
    today: list.today,
    keeperId,
    chosen: searchParams.get('chon') ?? '',
    handOvers: rows,
    members,
    mayTransfer: holds(actor, overseers),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, offerHandOver.audience)
  const works = { 'giao-nop': offerHandOver, 'ban-giao': transferFiles }
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

/** Files that have to go to the archive of the office, or those of one person, and the hand-overs made so far. */
export default function HandOverPage({ loaderData }: Route.ComponentProps) {
  const { files, next, today, keepers, keeperId, handOvers, members, mayTransfer } = loaderData
  const [chosen, setChosen] = useState<string[]>(loaderData.chosen ? [loaderData.chosen] : [])
  const [asked, setAsked] = useState<'offer' | 'transfer' | null>(null)
  const navigate = useNavigate()
  const close = () => {
    setAsked(null)
    setChosen([])
  }
  const known = chosen.filter((id) => files.some((file) => file.id === id))
  const names = files.filter(({ id }) => known.includes(id)).map(({ symbol }) => symbol)
  return (
    <Stack>
      <Title order={1} size="h2">
        Nộp lưu hồ sơ
      </Title>
      <Text size="sm">
        Hồ sơ bảo quản từ 5 năm trở lên nộp vào Lưu trữ cơ quan trong 1 năm kể từ khi công việc kết thúc (hồ
        sơ công trình: 3 tháng từ khi quyết toán). Chọn một người để xem mọi hồ sơ người đó phải giao lại khi
        nghỉ hoặc chuyển công tác.
      </Text>
      <Form method="get">
        <Group align="end">
          <NativeSelect
            name="nguoi-lap"
            label="Hồ sơ của"
            defaultValue={keeperId}
            key={keeperId}
            data={[
              { value: '', label: 'Mọi người, đến lúc nộp lưu' },
              ...keepers.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <Button type="submit" variant="default">
            Xem
          </Button>
        </Group>
      </Form>
      {files.length === 0 ? (
        <Text>Không có hồ sơ nào phải nộp lưu.</Text>
      ) : (
        <Checkbox.Group value={known} onChange={setChosen}>
          <DataList
            label="Hồ sơ phải nộp lưu"
            columns={columnsOf(today)}
            rows={files}
            rowKey={({ id }) => id}
          />
        </Checkbox.Group>
      )}
      <Group>
        <Button onClick={() => setAsked('offer')} disabled={known.length === 0}>
          Giao nộp {known.length} hồ sơ
        </Button>
        {mayTransfer ? (
          <Button variant="default" onClick={() => setAsked('transfer')} disabled={known.length === 0}>
            Bàn giao cho người khác
          </Button>
        ) : null}
        {next ? (
          <Button component={Link} to={next} variant="default">
            Trang sau
          </Button>
        ) : null}
      </Group>
      <Title order={2} size="h4" mt="md">
        Các lần giao nộp
      </Title>
      {handOvers.length === 0 ? (
        <Text size="sm">Chưa có lần giao nộp nào.</Text>
      ) : (
        <DataList
          label="Các lần giao nộp"
          columns={handOverColumns}
          rows={handOvers}
          rowKey={({ id }) => id}
        />
      )}
      {asked === 'offer' ? (
        <OfferDialog ids={known} names={names} onDone={(id) => navigate(`/nop-luu/${id}`)} onClose={close} />
      ) : null}
      {asked === 'transfer' ? (
        <TransferDialog ids={known} names={names} members={members} onClose={close} />
      ) : null}
    </Stack>
  )
}

function columnsOf(today: string): readonly Column<ListedWorkFile>[] {
  return [
    {
      header: 'Chọn',
      cell: ({ id, symbol, year, frozen }) => (
        <Checkbox value={id} disabled={frozen} aria-label={`Chọn hồ sơ ${symbol}/${year}`} />
      ),
    },
    {
      header: 'Số, ký hiệu',
      isTitle: true,
      cell: ({ id, symbol, year }) => (
        <Anchor component={Link} inherit to={`/ho-so-cong-viec/${id}`}>
          {symbol}/{year}
        </Anchor>
      ),
    },
    { header: 'Tiêu đề', isPlain: true, cell: ({ title }) => <Text size="sm">{title}</Text> },
    {
      header: 'Người lập',
      cell: ({ keeperName }) => (
        <Text span size="sm">
          {keeperName}
        </Text>
      ),
    },
    {
      header: 'Bảo quản',
      cell: ({ retention }) => (
        <Text span size="sm">
          {retention}
        </Text>
      ),
    },
    {
      header: 'Trạng thái',
      cell: ({ state }) => (
        <Text span size="sm">
          {workFileStates[state]}
        </Text>
      ),
    },
    {
      header: 'Hạn nộp lưu',
      cell: ({ dueOn, heldUntil }) => (
        <Group gap="xs">
          <Text span size="sm">
            {dueOn ? formatDate(dueOn) : ''}
          </Text>
          {dueOn && dueOn < today ? <Tag tone="warning">Quá hạn</Tag> : null}
          {heldUntil ? <Tag tone="plain">Được giữ lại</Tag> : null}
        </Group>
      ),
    },
  ]
}

export const handOverStates = {
  offered: 'Chờ lưu trữ nhận',
  received: 'Đã nhận',
  returned: 'Bị trả lại',
} as const

const handOverColumns: readonly Column<HandOverHead>[] = [
  {
    header: 'Số',
    isTitle: true,
    cell: ({ id, number, year }) => (
      <Anchor component={Link} inherit to={`/nop-luu/${id}`}>
        {number}/{year}
      </Anchor>
    ),
  },
  {
    header: 'Khối tài liệu',
    isPlain: true,
    cell: ({ title }) => <Text size="sm">{title}</Text>,
  },
  {
    header: 'Bên giao',
    cell: ({ fromName }) => (
      <Text span size="sm">
        {fromName}
      </Text>
    ),
  },
  {
    header: 'Hồ sơ',
    cell: ({ files }) => (
      <Text span size="sm">
        {files}
      </Text>
    ),
  },
  {
    header: 'Ngày giao',
    cell: ({ offeredAt }) => (
      <Text span size="sm">
        {formatShortMoment(new Date(offeredAt))}
      </Text>
    ),
  },
  {
    header: 'Trạng thái',
    cell: ({ state }) => (
      <Text span size="sm">
        {handOverStates[state]}
      </Text>
    ),
  },
]
