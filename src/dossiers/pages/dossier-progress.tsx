import { Text, Timeline } from '@mantine/core'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import type { DossierView } from '../queries/dossier-view.ts'
import { Section } from './dossier-sections.tsx'

export function History({ dossier }: { dossier: DossierView }) {
  return (
    <Section title="Quá trình">
      <Timeline bulletSize={14} lineWidth={2} active={dossier.events.length}>
        {dossier.events.map((event) => (
          <Timeline.Item
            key={event.id}
            title={<Text size="sm">{event.publicText || 'Ghi nhận nội bộ'}</Text>}
          >
            <Text size="sm" c="gray.7">
              {formatShortMoment(event.at)} · {event.actorName}
              {event.actorPost ? ` (${event.actorPost})` : ''}
            </Text>
            {event.note ? <Text size="sm">Ghi chú: {event.note}</Text> : null}
          </Timeline.Item>
        ))}
      </Timeline>
    </Section>
  )
}

type Handover = DossierView['handovers'][number]
const outcomes = { early: 'Trước hạn', on_time: 'Đúng hạn', late: 'Quá hạn' } as const

const handoverColumns: readonly Column<Handover>[] = [
  {
    header: 'Giao',
    cell: (each) => (
      <Text span size="sm">
        {each.fromLabel}, {formatShortMoment(each.handedAt)}
      </Text>
    ),
  },
  {
    header: 'Nhận',
    cell: (each) => (
      <Text span size="sm">
        {each.toLabel}
        {each.receivedAt ? ` · ${each.receivedBy}, ${formatShortMoment(each.receivedAt)}` : ''}
      </Text>
    ),
  },
  {
    header: 'Kết quả bước',
    cell: (each) => (
      <Text span size="sm">
        {outcomes[each.outcome]}
      </Text>
    ),
  },
  {
    header: 'Ghi chú',
    cell: (each) =>
      each.note ? (
        <Text span size="sm">
          {each.note}
        </Text>
      ) : null,
  },
]

export function Handovers({ dossier }: { dossier: DossierView }) {
  return (
    <Section title="Luân chuyển">
      {dossier.handovers.length > 0 ? (
        <DataList
          label="Luân chuyển"
          columns={handoverColumns}
          rows={dossier.handovers}
          rowKey={(each) => String(each.sequence)}
        />
      ) : (
        <Text size="sm">Hồ sơ chưa chuyển bước nào.</Text>
      )}
      {dossier.pauses.map((pause) => (
        <Text key={pause.from.getTime()} size="sm" mt="xs">
          Tạm dừng tính thời hạn từ {formatShortMoment(pause.from)}
          {pause.to ? ` đến ${formatShortMoment(pause.to)}` : ''}: {pause.reason}.
        </Text>
      ))}
    </Section>
  )
}
