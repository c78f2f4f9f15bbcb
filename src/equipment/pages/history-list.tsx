import { List, Text, Title } from '@mantine/core'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { equipmentStates } from '../model/equipment.ts'
import type { getEquipmentHistory } from '../queries/equipment-history.ts'

type History = Awaited<ReturnType<(typeof getEquipmentHistory)['run']>>
type Line = History['lines'][number]

/** What was noted of one piece of equipment, the latest first. */
export function HistoryList({ history }: { history: History }) {
  return (
    <section aria-labelledby="qua-trinh">
      <Title order={2} size="h4" mb="xs" id="qua-trinh">
        Quá trình: {history.name}
      </Title>
      <List size="sm" spacing="xs">
        {history.lines.map((line) => (
          <List.Item key={line.revision}>
            {lineWords(line)}
            <Text size="sm" c="#495057">
              {line.byName} ghi lúc {formatShortMoment(new Date(line.at))}
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  )
}

function lineWords({ kind, state, onDay, reason, words }: Line): string {
  if (kind === 'added') return `Ghi vào sổ, đưa vào dùng từ ${formatDate(onDay)}.`
  if (kind === 'changed') return `Sửa: ${words.join('; ')}.`
  return `${equipmentStates[state]} từ ${formatDate(onDay)}${reason ? `: ${reason}` : ''}.`
}
