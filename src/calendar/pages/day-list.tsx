import { Button, Group, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { formatDate, weekdayName } from '../model/clock-time.ts'
import { DayDialog, RemoveDayDialog, type StoredDay } from './day-dialog.tsx'

type Opened = { kind: 'new' } | { kind: 'edit' | 'remove'; day: StoredDay }

/** Days off and days worked in exchange of a year. What is only our default waits for the administrator's yes. */
export function DayList({ year, days }: { year: number; days: readonly StoredDay[] }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const open = days.filter((day) => !day.confirmed).length
  return (
    <section aria-labelledby="ngay-nghi">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="ngay-nghi">
          Ngày nghỉ và ngày làm bù năm {year}
        </Title>
        <Button onClick={() => setOpened({ kind: 'new' })}>Thêm ngày</Button>
      </Group>
      <Group gap="xs" mb="sm" component="nav" aria-label="Chọn năm">
        {[year - 1, year + 1].map((each) => (
          <Button
            key={each}
            component={Link}
            to={`?nam=${each}`}
            preventScrollReset
            variant="default"
            size="compact-md"
          >
            Năm {each}
          </Button>
        ))}
      </Group>
      {open > 0 ? (
        <Text size="sm" mb="sm" c="#7a3e00" fw={600}>
          {open} ngày chưa xác nhận: đối chiếu với thông báo nghỉ lễ, tết của năm rồi bấm Xác nhận hoặc Sửa.
        </Text>
      ) : null}
      {days.length === 0 ? (
        <Text>Chưa có ngày nào của năm {year}. Hãy thêm theo thông báo nghỉ lễ, tết.</Text>
      ) : (
        <DataList
          label={`Ngày nghỉ và ngày làm bù năm ${year}`}
          columns={columns((kind, day) => setOpened({ kind, day }))}
          rows={days}
          rowKey={(day) => day.date}
        />
      )}
      {opened?.kind === 'remove' ? (
        <RemoveDayDialog day={opened.day} onClose={close} />
      ) : opened ? (
        <DayDialog day={opened.kind === 'edit' ? opened.day : null} onClose={close} />
      ) : null}
    </section>
  )
}

type Open = (kind: 'edit' | 'remove', day: StoredDay) => void

function columns(onOpen: Open): readonly Column<StoredDay>[] {
  return [
    {
      header: 'Ngày',
      isPlain: true,
      cell: (day) => (
        <Text span fw={600} size="sm">
          {formatDate(day.date)} ({weekdayName(day.date)})
        </Text>
      ),
    },
    { header: 'Loại', cell: (day) => (day.kind === 'day_off' ? 'Nghỉ' : 'Làm bù') },
    { header: 'Tên', cell: (day) => day.name },
    { header: 'Căn cứ', cell: (day) => day.legalBasis },
    { header: 'Việc', isPlain: true, cell: (day) => <DayActions day={day} onOpen={onOpen} /> },
  ]
}

function DayActions({ day, onOpen }: { day: StoredDay; onOpen: Open }) {
  const { send, busy, problem } = useAnswer(() => {})
  const which = `ngày ${formatDate(day.date)}`
  function confirm() {
    const form = new FormData()
    for (const [name, value] of Object.entries(day)) form.set(name, String(value))
    form.set('viec', 'ghi-ngay')
    // The day stays what it is: nothing is counted differently.
    form.set('daXem', 'co')
    send(form)
  }
  return (
    <>
      {problem ? <ProblemAlert problem={problem} /> : null}
      <Group gap="xs">
        {day.confirmed ? null : (
          <>
            <Tag tone="warning">Chưa xác nhận</Tag>
            <Button size="compact-sm" loading={busy} onClick={confirm} aria-label={`Xác nhận ${which}`}>
              Xác nhận
            </Button>
          </>
        )}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onOpen('edit', day)}
          aria-label={`Sửa ${which}`}
        >
          Sửa
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => onOpen('remove', day)}
          aria-label={`Bỏ ${which}`}
        >
          Bỏ
        </Button>
      </Group>
    </>
  )
}
