import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { formatDate } from '../model/clock-time.ts'
import type { LocalDate } from '../model/local-time.ts'
import type { WeeklyHours } from '../model/working-calendar.ts'
import { CorrectionNotice, useCorrection } from './correction.tsx'
import { HoursDialog } from './hours-dialog.tsx'
import { weekLines } from './read-hours.ts'

interface HoursSetsProps {
  /** Earliest first. */
  hours: readonly WeeklyHours[]
  today: LocalDate
}

/** Weekly hours by the day from which they hold, newest first. */
export function HoursSets({ hours, today }: HoursSetsProps) {
  const [open, setOpen] = useState(false)
  const current = hours.filter((set) => set.validFrom <= today).at(-1) ?? hours[0]
  return (
    <section aria-labelledby="gio-lam-viec">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="gio-lam-viec">
          Giờ làm việc trong tuần
        </Title>
        <Button onClick={() => setOpen(true)}>Đặt giờ làm việc mới</Button>
      </Group>
      <Stack gap="sm">
        {hours.toReversed().map((set) => (
          <HoursSet
            key={set.validFrom}
            set={set}
            isCurrent={set === current}
            isFuture={set.validFrom > today}
          />
        ))}
      </Stack>
      {open && current ? <HoursDialog week={current.week} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}

interface HoursSetProps {
  set: WeeklyHours
  isCurrent: boolean
  isFuture: boolean
}

function HoursSet({ set, isCurrent, isFuture }: HoursSetProps) {
  const { send, busy, problem, preview } = useCorrection(() => {})
  const from = formatDate(set.validFrom)
  function remove() {
    const form = new FormData()
    form.set('viec', 'bo-gio')
    form.set('validFrom', set.validFrom)
    send(form)
  }
  return (
    <Paper withBorder p="sm">
      {problem ? <ProblemAlert problem={problem} /> : null}
      {preview ? <CorrectionNotice preview={preview} /> : null}
      <Group justify="space-between" align="start">
        <div>
          <Group gap="xs">
            <Text fw={600}>Áp dụng từ {from}</Text>
            {isCurrent ? <Tag tone="good">Đang áp dụng</Tag> : null}
            {isFuture ? <Tag tone="plain">Chưa áp dụng</Tag> : null}
          </Group>
          <List size="sm">
            {weekLines(set.week).map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </div>
        {isFuture ? (
          <Button
            variant="default"
            size="compact-sm"
            loading={busy}
            onClick={remove}
            aria-label={`Bỏ giờ làm việc từ ${from}`}
          >
            {preview ? 'Vẫn bỏ' : 'Bỏ'}
          </Button>
        ) : null}
      </Group>
    </Paper>
  )
}
