import { Anchor, Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../../ui/data-list.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { Tag } from '../../../ui/tag.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import { flagWords } from '../../model/flag-words.ts'
import type { FreshnessRow } from '../../queries/list-freshness.ts'

/** Notes what the ticked procedures were compared with and what came of it. */
export function CheckForm({ rows, mayCheck }: { rows: readonly FreshnessRow[]; mayCheck: boolean }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [done, setDone] = useState('')
  const { send, busy, problem, errorAt } = useAnswer<{ checked: number }>(({ checked }) => {
    setDone(`Đã ghi nhận kiểm tra ${checked} thủ tục.`)
    setChosen(new Set())
  })
  if (!mayCheck) return <FreshnessTable rows={rows} />
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
      <Stack>
        <Group align="end">
          <TextInput
            name="source"
            label="Đã đối chiếu với"
            defaultValue="Cơ sở dữ liệu quốc gia về thủ tục hành chính"
            maxLength={300}
            error={errorAt('source')}
            style={{ flex: '2 1 18rem' }}
          />
          <NativeSelect
            name="result"
            label="Kết quả"
            data={[
              { value: 'unchanged', label: 'Đã kiểm tra, không đổi' },
              { value: 'changed', label: 'Nguồn đã đổi, phải cập nhật' },
            ]}
          />
          <TextInput name="note" label="Ghi chú" maxLength={1000} style={{ flex: '1 1 12rem' }} />
          <Button type="submit" loading={busy}>
            Ghi nhận {chosen.size} thủ tục
          </Button>
          <Button
            variant="default"
            onClick={() => setChosen(new Set(rows.map(({ procedureId }) => procedureId)))}
          >
            Chọn tất cả
          </Button>
        </Group>
        {problem ? <ProblemAlert problem={problem} shownFields={['source']} /> : null}
        {done ? <Notice tone="good" title={done} /> : null}
        <FreshnessTable
          rows={rows}
          tick={{
            header: 'Chọn',
            isPlain: true,
            cell: ({ procedureId, name }) => (
              <Checkbox
                name="procedureIds"
                value={procedureId}
                checked={chosen.has(procedureId)}
                onChange={({ currentTarget }) =>
                  setChosen((before) =>
                    currentTarget.checked
                      ? new Set([...before, procedureId])
                      : new Set([...before].filter((each) => each !== procedureId)),
                  )
                }
                aria-label={`Chọn ${name}`}
              />
            ),
          }}
        />
      </Stack>
    </form>
  )
}

const columns: readonly Column<FreshnessRow>[] = [
  {
    header: 'Thủ tục',
    isTitle: true,
    cell: ({ procedureId, name }) => (
      <Anchor component={Link} to={`/quan-tri/thu-tuc/${procedureId}`} style={{ whiteSpace: 'normal' }}>
        {name}
      </Anchor>
    ),
  },
  { header: 'Lĩnh vực', cell: ({ fieldName }) => fieldName },
  {
    header: 'Kiểm tra lần cuối',
    cell: ({ checkedOn, checkedBy, source }) =>
      checkedOn ? `${formatDate(checkedOn)}${checkedBy ? `, ${checkedBy}` : ''} (${source})` : 'Chưa lần nào',
  },
  {
    header: 'Vì sao',
    isPlain: true,
    cell: ({ flags, confidence }) => (
      <Stack gap={4}>
        {confidence === 'check' ? <Tag tone="warning">Chưa xác nhận, chưa niêm yết</Tag> : null}
        {flags.map((flag) => (
          <Text key={`${flag.reason} ${flag.legalText}`} size="sm" c="#8a3300">
            {flagWords(flag)}
          </Text>
        ))}
      </Stack>
    ),
  },
]

function FreshnessTable({ rows, tick }: { rows: readonly FreshnessRow[]; tick?: Column<FreshnessRow> }) {
  return (
    <DataList
      label="Thủ tục và lần kiểm tra"
      columns={tick ? [tick, ...columns] : columns}
      rows={rows}
      rowKey={(row) => row.procedureId}
    />
  )
}
