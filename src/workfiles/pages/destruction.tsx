import { Anchor, Button, Checkbox, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { holds } from '../../platform/operations.ts'
import { InternalDialog, textIn } from '../../records/pages/internal/internal-dialog.tsx'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { proposeDestruction } from '../commands/destruction.ts'
import { clerks } from '../policy.ts'
import { type DestructionHead, listDestructions } from '../queries/destructions.ts'
import { type ListedWorkFile, listWorkFiles } from '../queries/list-work-files.ts'
import type { Route } from './+types/destruction.ts'
import { ReasonBox } from './reason-box.tsx'

export const meta = () => [{ title: 'Hồ sơ hết thời hạn bảo quản — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listDestructions.audience)
  const after = new URL(request.url).searchParams.get('sau') ?? undefined
  const [expired, { rows }] = await Promise.all([
    pageRead(context, listWorkFiles, { show: 'expired', after }),
    pageRead(context, listDestructions, {}),
  ])
  return {
    files: expired.rows,
    next: expired.next ? `?sau=${encodeURIComponent(expired.next)}` : null,
    lists: rows,
    mayPropose: holds(actor, clerks),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, clerks)
  return runJsonForm(pageWrite, context, {
    form: await request.formData(),
    works: { trinh: proposeDestruction },
  })
}

/** Review of what has reached the end of its retention, and the lists proposed so far. */
export default function DestructionPage({ loaderData }: Route.ComponentProps) {
  const { files, next, lists, mayPropose } = loaderData
  const [chosen, setChosen] = useState<string[]>([])
  const [asking, setAsking] = useState(false)
  const names = files.filter(({ id }) => chosen.includes(id)).map(({ symbol, year }) => `${symbol}/${year}`)
  return (
    <Stack>
      <Title order={1} size="h2">
        Hồ sơ hết thời hạn bảo quản
      </Title>
      <Text size="sm">
        Rà soát từng hồ sơ; hồ sơ còn giá trị thì giữ lại. Tiêu hủy chỉ sau khi lãnh đạo quyết định. Văn bản
        trong sổ đăng ký và thông tin về hồ sơ vẫn được giữ.
      </Text>
      {files.length === 0 ? (
        <Text>Không có hồ sơ nào hết thời hạn bảo quản.</Text>
      ) : (
        <Checkbox.Group value={chosen} onChange={setChosen}>
          <DataList
            label="Hồ sơ hết thời hạn bảo quản"
            columns={mayPropose ? [choosing, ...columns] : columns}
            rows={files}
            rowKey={({ id }) => id}
          />
        </Checkbox.Group>
      )}
      {mayPropose ? (
        <Button w="fit-content" disabled={chosen.length === 0} onClick={() => setAsking(true)}>
          Trình tiêu hủy {chosen.length} hồ sơ
        </Button>
      ) : null}
      {next ? (
        <Button component={Link} to={next} variant="default" w="fit-content">
          Trang sau
        </Button>
      ) : null}
      <Title order={2} size="h4" mt="md">
        Danh mục tài liệu hết giá trị
      </Title>
      {lists.length === 0 ? (
        <Text size="sm">Chưa có danh mục nào.</Text>
      ) : (
        <DataList
          label="Danh mục tài liệu hết giá trị"
          columns={listColumns}
          rows={lists}
          rowKey={({ id }) => id}
        />
      )}
      {asking ? (
        <InternalDialog
          title="Trình danh mục tài liệu hết giá trị"
          intro={`Hồ sơ: ${names.join(', ')}.`}
          submitLabel="Trình lãnh đạo"
          work="trinh"
          fields={['reason']}
          input={(form) => ({ workFileIds: chosen, reason: textIn(form, 'reason') })}
          onClose={() => {
            setAsking(false)
            setChosen([])
          }}
        >
          {(errorAt) => <ReasonBox error={errorAt('reason')} label="Lý do hết giá trị" />}
        </InternalDialog>
      ) : null}
    </Stack>
  )
}

const choosing: Column<ListedWorkFile> = {
  header: 'Chọn',
  cell: ({ id, symbol, year, frozen }) => (
    <Checkbox value={id} disabled={frozen} aria-label={`Chọn hồ sơ ${symbol}/${year}`} />
  ),
}

const columns: readonly Column<ListedWorkFile>[] = [
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
    header: 'Bảo quản',
    cell: ({ retention }) => (
      <Text span size="sm">
        {retention}
      </Text>
    ),
  },
  {
    header: 'Hết hạn từ',
    cell: ({ expiresOn }) => (
      <Text span size="sm">
        {expiresOn ? formatDate(expiresOn) : ''}
      </Text>
    ),
  },
]

export const destructionStates = {
  proposed: 'Chờ lãnh đạo quyết định',
  approved: 'Đã quyết định, chờ tiêu hủy',
  refused: 'Không đồng ý tiêu hủy',
  done: 'Đã tiêu hủy',
} as const

const listColumns: readonly Column<DestructionHead>[] = [
  {
    header: 'Số',
    isTitle: true,
    cell: ({ id, number, year }) => (
      <Anchor component={Link} inherit to={`/tieu-huy-ho-so/${id}`}>
        {number}/{year}
      </Anchor>
    ),
  },
  { header: 'Lý do', isPlain: true, cell: ({ reason }) => <Text size="sm">{reason}</Text> },
  {
    header: 'Hồ sơ',
    cell: ({ files }) => (
      <Text span size="sm">
        {files}
      </Text>
    ),
  },
  {
    header: 'Ngày trình',
    cell: ({ proposedAt }) => (
      <Text span size="sm">
        {formatShortMoment(new Date(proposedAt))}
      </Text>
    ),
  },
  {
    header: 'Trạng thái',
    cell: ({ state }) => (
      <Text span size="sm">
        {destructionStates[state]}
      </Text>
    ),
  },
]
