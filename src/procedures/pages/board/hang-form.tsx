import { Anchor, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../../ui/data-list.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { Tag } from '../../../ui/tag.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { sheetStateNames } from '../../model/sheet-state.ts'
import type { BoardRow } from '../../queries/list-sheets.ts'

interface HangFormProps {
  rows: readonly BoardRow[]
  places: readonly string[]
  mayPost: boolean
}

/** Procedures with their sheets; the ticked ones are noted as printed or hung at a place. */
export function HangForm({ rows, places, mayPost }: HangFormProps) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [done, setDone] = useState('')
  const { send, busy, problem, errorAt } = useAnswer<{ done: string }>((output) => {
    setDone(output.done)
    setChosen(new Set())
  })
  const toggle = (id: string, isOn: boolean) =>
    setChosen((before) => new Set(isOn ? [...before, id] : [...before].filter((each) => each !== id)))
  if (!mayPost) return <BoardTable rows={rows} />
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setDone('')
        if (!busy) send(new FormData(event.currentTarget))
      }}
    >
      <input type="hidden" name="viec" value="treo" />
      <Stack>
        <Group align="end">
          <TextInput
            name="place"
            label="Nơi niêm yết"
            defaultValue={places[0] ?? 'Bảng niêm yết tại nơi tiếp nhận'}
            list="noi-da-dung"
            maxLength={200}
            error={errorAt('place')}
            style={{ flex: '2 1 16rem' }}
          />
          <datalist id="noi-da-dung">
            {places.map((place) => (
              <option key={place} value={place} />
            ))}
          </datalist>
          <NativeSelect
            name="state"
            label="Ghi nhận"
            data={[
              { value: 'hung', label: 'Đã treo' },
              { value: 'printed', label: 'Đã in, chưa treo' },
            ]}
          />
          <Button type="submit" loading={busy}>
            Ghi nhận {chosen.size} phiếu
          </Button>
          <Button
            variant="default"
            onClick={() => setChosen(new Set(rows.map(({ procedureId }) => procedureId)))}
          >
            Chọn tất cả
          </Button>
        </Group>
        {problem ? <ProblemAlert problem={problem} shownFields={['place']} /> : null}
        {done ? <Notice tone="good" title={done} /> : null}
        <BoardTable rows={rows} chosen={chosen} onToggle={toggle} />
      </Stack>
    </form>
  )
}

interface BoardTableProps {
  rows: readonly BoardRow[]
  chosen?: ReadonlySet<string>
  onToggle?: (id: string, isOn: boolean) => void
}

function BoardTable({ rows, chosen, onToggle }: BoardTableProps) {
  const tick: Column<BoardRow> = {
    header: 'Chọn',
    isPlain: true,
    cell: (row) => (
      <Checkbox
        name="procedureIds"
        value={row.procedureId}
        checked={chosen?.has(row.procedureId) ?? false}
        onChange={(event) => onToggle?.(row.procedureId, event.currentTarget.checked)}
        aria-label={`Chọn ${row.name}`}
      />
    ),
  }
  const columns: readonly Column<BoardRow>[] = [
    ...(onToggle ? [tick] : []),
    {
      header: 'Thủ tục',
      isTitle: true,
      cell: (row) => (
        <Anchor
          href={`/thu-tuc/${encodeURIComponent(row.key)}`}
          target="_blank"
          style={{ whiteSpace: 'normal' }}
        >
          {row.name}
        </Anchor>
      ),
    },
    { header: 'Lĩnh vực', cell: (row) => row.fieldName },
    { header: 'Phiếu', isPlain: true, cell: (row) => <SheetStates row={row} /> },
    { header: 'Còn thiếu', cell: (row) => row.missing.join(', ') || 'Đủ các phần' },
  ]
  return (
    <DataList
      label="Phiếu niêm yết theo thủ tục"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.procedureId}
    />
  )
}

function SheetStates({ row }: { row: BoardRow }) {
  if (row.sheets.length === 0) return <Tag tone="warning">{sheetStateNames.missing}</Tag>
  return (
    <Stack gap={4}>
      {row.sheets.map(({ id, state, reasons, place, hungOn, printedOn }) => (
        <div key={id}>
          <Tag tone={state === 'current' ? 'good' : state === 'printed' ? 'plain' : 'warning'}>
            {sheetStateNames[state]}
          </Tag>
          <Text size="sm">
            {place}, {hungOn ? `treo ngày ${formatDate(hungOn)}` : `in ngày ${formatDate(printedOn)}`}.{' '}
            {reasons.join(' ')}
          </Text>
        </div>
      ))}
    </Stack>
  )
}
