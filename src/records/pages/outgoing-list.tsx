import { Anchor, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { Form, Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { mayTry } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { documentTypes, typeName } from '../model/outgoing/document-types.ts'
import { type OutgoingState, outgoingStates } from '../model/outgoing/life.ts'
import { urgencies } from '../model/outgoing/outgoing-content.ts'
import { listOutgoing, outgoingListFilter } from '../queries/outgoing/list-outgoing.ts'
import { outgoingReport } from '../queries/outgoing/outgoing-report.ts'
import type { Route } from './+types/outgoing-list.ts'

export const meta = () => [{ title: 'Văn bản đi — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listOutgoing.audience)
  const { searchParams } = new URL(request.url)
  const asked = (name: string) => searchParams.get(name) || undefined
  const filter = {
    q: asked('q')?.slice(0, 100) ?? '',
    state: asked('trang-thai'),
    type: asked('loai'),
    officer: asked('can-bo'),
    drafted: asked('ky-soan'),
    issued: searchParams.get('da-phat-hanh') === '1',
    signedAs: asked('cach-ky'),
    mine: searchParams.get('cua-toi') === '1',
    after: asked('sau'),
  }
  // A wrong address shows the whole list rather than nothing.
  const known = outgoingListFilter.safeParse(filter)
  const list = await pageRead(context, listOutgoing, known.success ? known.data : {})
  const onward = new URLSearchParams(searchParams)
  if (list.next) onward.set('sau', list.next)
  return {
    ...list,
    next: list.next ? `?${onward}` : null,
    filter,
    isFirst: !filter.after,
    maySeeBooks: mayTry(actor, outgoingReport.audience),
  }
}

type Row = Route.ComponentProps['loaderData']['rows'][number]

const tones: Partial<Record<OutgoingState, 'good' | 'warning'>> = {
  issued: 'good',
  recalled: 'warning',
  replaced: 'warning',
  cancelled: 'warning',
}

const shownCode = ({ code, state }: Row) => code ?? (state === 'cancelled' ? 'Không ban hành' : 'Dự thảo')

const columns: readonly Column<Row>[] = [
  {
    header: 'Số, ký hiệu',
    isTitle: true,
    cell: (row) => (
      <Anchor
        component={Link}
        inherit
        to={`/van-ban-di/${row.id}`}
        aria-label={`${shownCode(row)}, ${typeName(row.typeCode)}: ${row.subject}`}
      >
        {shownCode(row)}
      </Anchor>
    ),
  },
  {
    header: 'Văn bản',
    isPlain: true,
    cell: ({ typeCode, subject, restricted, urgency }) => (
      <>
        <Text size="sm" fw={600}>
          {typeName(typeCode)}
        </Text>
        <Text size="sm">{subject}</Text>
        {restricted ? <Tag tone="warning">Hạn chế</Tag> : null}{' '}
        {urgency === 'normal' ? null : (
          <Tag tone="warning">{urgencies[urgency as keyof typeof urgencies]}</Tag>
        )}
      </>
    ),
  },
  { header: 'Ngày văn bản', cell: ({ datedOn }) => (datedOn ? formatDate(datedOn) : 'Chưa có') },
  {
    header: 'Trạng thái',
    cell: ({ state }) => <Tag tone={tones[state] ?? 'plain'}>{outgoingStates[state]}</Tag>,
  },
  { header: 'Người soạn', cell: ({ drafter }) => drafter },
  { header: 'Người ký', cell: ({ signer }) => signer ?? 'Chưa chọn' },
]

export default function OutgoingList({ loaderData }: Route.ComponentProps) {
  const { rows, next, filter, isFirst, maySeeBooks } = loaderData
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Văn bản đi
        </Title>
        <Group>
          {maySeeBooks ? (
            <Anchor component={Link} to="/van-ban-di/so-sach">
              Sổ, báo cáo
            </Anchor>
          ) : null}
          <Button component={Link} to="/van-ban-di/moi">
            Soạn văn bản
          </Button>
        </Group>
      </Group>
      <Filter key={JSON.stringify(filter)} filter={filter} />
      {rows.length > 0 ? (
        <DataList label="Văn bản đi" columns={columns} rows={rows} rowKey={({ id }) => id} />
      ) : (
        <Text>Không có văn bản nào khớp.</Text>
      )}
      <Group>
        {isFirst ? null : (
          <Button component={Link} to="/van-ban-di" variant="default">
            Trang đầu
          </Button>
        )}
        {next ? (
          <Button component={Link} to={next} variant="default">
            Trang sau
          </Button>
        ) : null}
      </Group>
    </Stack>
  )
}

function Filter({ filter }: { filter: Route.ComponentProps['loaderData']['filter'] }) {
  const every = { value: '', label: 'Tất cả' }
  return (
    <Form method="get" role="search">
      <Group align="end">
        <TextInput name="q" label="Số, ký hiệu hoặc nội dung" defaultValue={filter.q} maxLength={100} />
        <NativeSelect
          name="trang-thai"
          label="Trạng thái"
          defaultValue={filter.state ?? ''}
          data={[every, ...Object.entries(outgoingStates).map(([value, label]) => ({ value, label }))]}
        />
        <NativeSelect
          name="loai"
          label="Loại văn bản"
          defaultValue={filter.type ?? ''}
          data={[every, ...documentTypes.map(({ code, name }) => ({ value: code, label: name }))]}
        />
        <Checkbox name="cua-toi" value="1" label="Đang chờ tôi" defaultChecked={filter.mine} mb={8} />
        <Button type="submit" variant="default">
          Tìm
        </Button>
      </Group>
    </Form>
  )
}
