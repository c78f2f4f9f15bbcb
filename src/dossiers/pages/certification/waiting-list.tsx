import { Button } from '@mantine/core'
import { formatShortMoment } from '../../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../../ui/data-list.tsx'
import { Section } from '../intake/section.tsx'
import type { Waiting } from './form-state.ts'

interface Props {
  waiting: readonly Waiting[]
  chosenId: string | null
  onChoose(waiting: Waiting): void
}

/** Dossiers promised for later and not yet certified, by due time. */
export function WaitingList({ waiting, chosenId, onChoose }: Props) {
  if (waiting.length === 0) return null
  const columns: Column<Waiting>[] = [
    { header: 'Người yêu cầu', isTitle: true, cell: ({ applicantName }) => <b>{applicantName}</b> },
    { header: 'Mã hồ sơ', cell: ({ code }) => code },
    {
      header: 'Giấy tờ',
      cell: ({ originals }) => originals.map(({ name, copies }) => `${name} (${copies} bản)`).join('; '),
    },
    { header: 'Hẹn trả', cell: ({ dueAt }) => formatShortMoment(new Date(dueAt)) },
    {
      header: 'Việc cần làm',
      isPlain: true,
      cell: (each) => (
        <Button
          variant="default"
          size="xs"
          disabled={each.id === chosenId}
          aria-label={`Chứng thực hồ sơ ${each.code}`}
          onClick={() => onChoose(each)}
        >
          Chứng thực
        </Button>
      ),
    },
  ]
  return (
    <Section title="Hồ sơ đã hẹn, chờ chứng thực">
      <DataList
        label="Hồ sơ đã hẹn, chờ chứng thực"
        columns={columns}
        rows={waiting}
        rowKey={({ id }) => id}
      />
    </Section>
  )
}
