import { Anchor, Stack, Text, Title } from '@mantine/core'
import { formatDate, formatShortMoment } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { Tag } from '../../ui/tag.tsx'
import { statementFormats } from '../model/statements/statement.ts'
import { vndText } from '../model/vnd-text.ts'
import type { BankStatement } from '../queries/bank-statements.ts'

const gaps = {
  days: 'Thiếu ngày trước đó',
  balance: 'Số dư không nối với sao kê trước',
} as const

const columns: readonly Column<BankStatement>[] = [
  {
    header: 'Kỳ',
    isTitle: true,
    cell: ({ id, from, to, fileName, format }) => (
      <>
        <Anchor href={`/api/v1/bank-statements/${id}/file`} inherit>
          {formatDate(from)} – {formatDate(to)}
        </Anchor>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {fileName} ({statementFormats[format]})
        </Text>
      </>
    ),
  },
  { header: 'Số dòng', cell: ({ lines }) => lines },
  {
    header: 'Số dư đầu, cuối',
    cell: ({ openingVnd, closingVnd }) =>
      openingVnd === null || closingVnd === null ? (
        <Text size="sm">Tệp không ghi</Text>
      ) : (
        <Text size="sm">
          {vndText(openingVnd)} → {vndText(closingVnd)}
        </Text>
      ),
  },
  {
    header: 'Nhập',
    cell: ({ importedAt, importedByName }) => (
      <Text size="sm">
        {formatShortMoment(importedAt)}, {importedByName}
      </Text>
    ),
  },
  {
    header: 'Liền mạch',
    isPlain: true,
    cell: ({ gap }) => (gap === '' ? null : <Tag tone="warning">{gaps[gap]}</Tag>),
  },
]

/** Statements that were brought, the latest first; a gap before one is marked. */
export function BankStatements({ statements }: { statements: readonly BankStatement[] }) {
  return (
    <section aria-labelledby="sao-ke-da-nhap">
      <Stack gap="xs">
        <Title order={2} size="h4" id="sao-ke-da-nhap">
          Sao kê đã nhập
        </Title>
        {statements.length > 0 ? (
          <DataList label="Sao kê đã nhập" columns={columns} rows={statements} rowKey={({ id }) => id} />
        ) : (
          <Text size="sm">Chưa nhập sao kê nào.</Text>
        )}
      </Stack>
    </section>
  )
}
