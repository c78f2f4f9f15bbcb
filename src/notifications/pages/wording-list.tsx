import { Button, Text, Title } from '@mantine/core'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { type Channel, channels, events, type MessageEvent } from '../model/events.ts'
import type { ListedWording } from '../queries/list-wordings.ts'

interface Props {
  wordings: readonly ListedWording[]
  onEdit(wording: ListedWording): void
}

/** The name by which people know a wording. */
export function wordingName({ event, channel }: Pick<ListedWording, 'event' | 'channel'>): string {
  return `${events[event as MessageEvent].name} – ${channels[channel as Channel].toLocaleLowerCase('vi')}`
}

const columns = (onEdit: Props['onEdit']): readonly Column<ListedWording>[] => [
  {
    header: 'Tin',
    isTitle: true,
    cell: (wording) => (
      <Text span size="sm" fw={600}>
        {wordingName(wording)}
      </Text>
    ),
  },
  {
    header: 'Đang dùng',
    cell: ({ active, version }) => (
      <>
        <Tag tone={active ? 'good' : 'plain'}>{active ? 'Có gửi' : 'Không gửi'}</Tag>
        <Text size="sm">{version === 0 ? 'Mẫu có sẵn' : `Đơn vị sửa, lần ${version}`}</Text>
      </>
    ),
  },
  {
    header: 'Sắp áp dụng',
    cell: ({ plannedFrom }) => (plannedFrom ? `Mẫu mới từ ${formatDate(plannedFrom)}` : '—'),
  },
  {
    header: 'Sửa',
    isPlain: true,
    cell: (wording) => (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Xem, sửa: ${wordingName(wording)}`}
        onClick={() => onEdit(wording)}
      >
        Xem, sửa
      </Button>
    ),
  },
]

/** Every wording as it counts today. */
export function WordingList({ wordings, onEdit }: Props) {
  return (
    <section aria-labelledby="mau-tin">
      <Title order={2} size="h4" mb="xs" id="mau-tin">
        Mẫu tin
      </Title>
      <Text size="sm" mb="sm">
        Tin chỉ nêu mã hồ sơ, thủ tục và đường dẫn tra cứu, không nêu họ tên hay nội dung hồ sơ. Tin đang chờ
        gửi giữ lời cũ khi mẫu được sửa.
      </Text>
      <DataList
        label="Mẫu tin thông báo"
        columns={columns(onEdit)}
        rows={wordings}
        rowKey={({ event, channel }) => `${event}/${channel}`}
      />
    </section>
  )
}
