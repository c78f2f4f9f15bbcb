import { Anchor, Button, Group, NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core'
import { Form, Link, useSubmit } from 'react-router'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { listFields } from '../queries/list-fields.ts'
import { listInactive } from '../queries/list-inactive.ts'
import { listProcedures } from '../queries.ts'
import type { Route } from './+types/procedure-list.ts'
import { CatalogueLinks } from './catalogue-links.tsx'
import { ConfidenceBadge } from './confidence-badge.tsx'
import { InactiveProcedures } from './inactive-procedures.tsx'

export const meta = () => [{ title: 'Thủ tục — Một Cửa' }]

/** Procedures on one page of the list. */
const pageSize = 50

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const asked = new URL(request.url).searchParams
  const [q, field] = [(asked.get('q') ?? '').slice(0, 200), asked.get('linh-vuc') ?? '']
  const filter = { q, field: field || undefined, limit: pageSize, after: asked.get('sau') ?? undefined }
  const [{ items, next }, { fields }, inactive] = await Promise.all([
    pageRead(context, listProcedures, filter),
    pageRead(context, listFields, {}),
    pageRead(context, listInactive, {}),
  ])
  return { q, field, items, next, fields, inactive: inactive.items }
}

type Item = Route.ComponentProps['loaderData']['items'][number]

const columns: readonly Column<Item>[] = [
  {
    header: 'Thủ tục',
    isTitle: true,
    cell: (item) => (
      <Anchor component={Link} to={`/quan-tri/thu-tuc/${item.id}`} style={{ whiteSpace: 'normal' }}>
        {item.name}
      </Anchor>
    ),
  },
  { header: 'Mã', cell: (item) => item.code ?? 'Chưa có mã' },
  { header: 'Lĩnh vực', cell: (item) => item.fieldName },
  { header: 'Thời hạn', cell: (item) => item.timeLimitText },
  {
    header: 'Độ tin cậy',
    isPlain: true,
    cell: (item) => (
      <>
        {item.confidence === 'check' ? <ConfidenceBadge confidence="check" /> : null}
        {item.isUnderReview ? <Tag tone="warning">Phải rà soát</Tag> : null}
      </>
    ),
  },
]

export default function ProcedureList({ loaderData }: Route.ComponentProps) {
  const { items, next, q, field } = loaderData
  const onward = new URLSearchParams({ q, 'linh-vuc': field, sau: next ?? '' })
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h2">
          Thủ tục hành chính
        </Title>
        <Button component={Link} to="/quan-tri/thu-tuc/moi" variant="default">
          Thêm thủ tục
        </Button>
      </Group>
      <CatalogueLinks here="/quan-tri/thu-tuc" />
      <ProcedureFilter {...loaderData} />
      <Text size="sm" role="status">
        {items.length === 0
          ? 'Không có thủ tục nào khớp. Hãy gõ ít chữ hơn hoặc chọn tất cả lĩnh vực.'
          : `${next ? 'Đang hiện' : 'Có'} ${items.length} thủ tục${q ? ' khớp nhất' : ''}.`}
      </Text>
      {items.length > 0 ? (
        <DataList label="Thủ tục hành chính" columns={columns} rows={items} rowKey={(item) => item.id} />
      ) : null}
      {next ? (
        <Button component={Link} to={`?${onward}`} variant="default" w="fit-content">
          Xem tiếp
        </Button>
      ) : null}
      <InactiveProcedures items={loaderData.inactive} />
    </Stack>
  )
}

function ProcedureFilter({ q, field, fields }: Route.ComponentProps['loaderData']) {
  const submit = useSubmit()
  return (
    <Form method="get" role="search" key={`${q}|${field}`}>
      <Group align="end">
        <TextInput
          name="q"
          label="Tìm thủ tục"
          description="Gõ không dấu, một phần tên hoặc mã"
          defaultValue={q}
          maxLength={200}
          style={{ flex: '2 1 16rem' }}
        />
        <NativeSelect
          name="linh-vuc"
          label="Lĩnh vực"
          defaultValue={field}
          data={[
            { value: '', label: 'Tất cả lĩnh vực' },
            ...fields.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(event) => submit(event.currentTarget.form)}
          style={{ flex: '1 1 12rem' }}
        />
        <Button type="submit">Tìm</Button>
      </Group>
    </Form>
  )
}
