import { Anchor, Box, Button, Group, List, NumberInput, Stack, Text, Title } from '@mantine/core'
import { Form } from 'react-router'
import { isAppError, problemOf } from '../../platform/errors.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { pageContext, requireStaff } from '../../ui/page-context.ts'
import { Tag } from '../../ui/tag.tsx'
import { type ReportLine, verdicts } from '../model/report.ts'
import { readLearningReport } from '../queries/learning-report.ts'
import { reportReaders, usualDays } from '../queries/use-of-software.ts'
import type { Route } from './+types/learning-report.ts'

export const meta = () => [{ title: 'Sử dụng phần mềm — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, reportReaders)
  const { services } = context.get(pageContext)
  const typed = new URL(request.url).searchParams.get('so-ngay') ?? String(usualDays)
  try {
    const lines = await readLearningReport(services, actor, { days: typed })
    return { lines, days: Number(typed), wrong: null }
  } catch (error) {
    if (!isAppError(error)) throw error
    const { fields, detail } = problemOf(error)
    const lines = await readLearningReport(services, actor, {})
    return { lines, days: usualDays, wrong: fields?.days ?? detail }
  }
}

const mostFields = 6
const tones = { none: 'warning', some: 'plain', used: 'good' } as const

const columns: readonly Column<ReportLine>[] = [
  {
    header: 'Cán bộ, công chức',
    isTitle: true,
    cell: ({ fullName, postTitle }) => (
      <Box miw={170}>
        {fullName}
        <Text size="sm">{postTitle}</Text>
      </Box>
    ),
  },
  { header: 'Phân công', cell: ({ roles }) => roles },
  { header: 'Tình trạng', cell: ({ verdict }) => <Tag tone={tones[verdict]}>{verdicts[verdict]}</Tag> },
  { header: 'Số việc đã làm', cell: ({ deeds }) => deeds },
  { header: 'Lần gần nhất', cell: ({ lastUsed }) => lastUsed || 'Chưa có' },
  { header: 'Lĩnh vực chưa dùng', cell: ({ unusedFields }) => shortly(unusedFields) },
  {
    header: 'Bài thực hành',
    cell: ({ tasksDone, tasksTotal, certificates }) => (
      <>
        {tasksDone}/{tasksTotal} bài
        {certificates.length > 0 ? (
          <List size="sm">
            {certificates.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        ) : null}
      </>
    ),
  },
]

/** The first few by name, those with dossiers before the others; all of them stand in the spreadsheet. */
function shortly(fields: readonly string[]): string {
  const named = fields.slice(0, mostFields).join('; ')
  const others = fields.length - mostFields
  return others > 0 ? `${named}; và ${others} lĩnh vực khác` : named || 'Không có'
}

/** Who has used the software in the fields of their duty, and who has practised what. */
export default function LearningReport({ loaderData }: Route.ComponentProps) {
  const { lines, days, wrong } = loaderData
  const strangers = lines.filter(({ verdict }) => verdict !== 'used').length
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        Sử dụng phần mềm
      </Title>
      <Text>
        Trong {days} ngày qua, {strangers} trên {lines.length} cán bộ, công chức có phân công chưa dùng phần
        mềm, hoặc còn lĩnh vực được phân công mà chưa dùng. Việc làm trong phòng thực hành không tính.
      </Text>
      <Form method="get">
        <Group align="flex-end" gap="sm">
          <NumberInput
            name="so-ngay"
            label="Số ngày gần đây"
            defaultValue={days}
            error={wrong}
            min={1}
            max={400}
            hideControls
            w={160}
          />
          <Button type="submit" variant="default">
            Xem
          </Button>
          <Anchor href={`/api/v1/learning/report.xlsx?days=${days}`}>Tải bảng tính</Anchor>
        </Group>
      </Form>
      <DataList
        label="Tình hình sử dụng phần mềm của từng người"
        columns={columns}
        rows={lines}
        rowKey={({ staffId }) => staffId}
      />
    </Stack>
  )
}
