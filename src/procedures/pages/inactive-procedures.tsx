import { Anchor, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import type { listInactive } from '../queries/list-inactive.ts'

type Item = z.output<typeof listInactive.output>['items'][number]

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
  {
    header: 'Tình trạng',
    isPlain: true,
    cell: (item) =>
      item.closedOn
        ? `Ngừng tiếp nhận từ ${formatDate(item.closedOn)}. ${item.closingNote}`
        : `Áp dụng từ ${formatDate(item.validFrom)}`,
  },
]

/** Procedures that are not received today: closed ones, and those whose day has not come. */
export function InactiveProcedures({ items }: { items: readonly Item[] }) {
  if (items.length === 0) return null
  return (
    <section aria-labelledby="khong-tiep-nhan">
      <Title order={2} size="h4" mb="xs" id="khong-tiep-nhan">
        Chưa áp dụng hoặc đã ngừng tiếp nhận
      </Title>
      <DataList
        label="Thủ tục không tiếp nhận hôm nay"
        columns={columns}
        rows={items}
        rowKey={(item) => item.id}
      />
    </section>
  )
}
