import { Anchor, Button, Group, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { Form, Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import type { VersionView } from '../queries/get-version.ts'
import { ConfidenceBadge } from './confidence-badge.tsx'
import { ChangeTable } from './editor/change-table.tsx'

type Version = VersionView['versions'][number]

const stateNames = {
  current: 'Đang áp dụng',
  planned: 'Dự kiến',
  ended: 'Đã hết',
  void: 'Không áp dụng ngày nào',
} as const

const columns: readonly Column<Version>[] = [
  {
    header: 'Phiên bản',
    isTitle: true,
    cell: (row) => (
      <Anchor component={Link} to={`?phien-ban=${row.version}`}>
        Phiên bản {row.version}
      </Anchor>
    ),
  },
  { header: 'Áp dụng', cell: datesOf },
  { header: 'Tình trạng', cell: (row) => stateNames[row.state] },
  { header: 'Lý do', cell: (row) => row.changeNote || 'Nạp từ danh mục' },
  { header: 'Người lưu', cell: (row) => row.createdBy ?? 'Hệ thống' },
  { header: 'Độ tin cậy', isPlain: true, cell: (row) => <ConfidenceBadge confidence={row.confidence} /> },
]

function datesOf({ validFrom, validTo, state }: Version): string {
  if (state === 'void') return '–'
  return validTo ? `${formatDate(validFrom)} – ${formatDate(validTo)}` : `từ ${formatDate(validFrom)}`
}

/** What the procedure asked and gave at other times, and how two versions differ. */
export function VersionList({ view }: { view: VersionView }) {
  const { versions, version, comparison } = view
  const others = versions.filter((each) => each.version !== version)
  return (
    <section aria-labelledby="phien-ban">
      <Title order={2} size="h4" mb="xs" id="phien-ban">
        Các phiên bản
      </Title>
      <Stack>
        <DataList
          label="Các phiên bản"
          columns={columns}
          rows={versions}
          rowKey={(row) => String(row.version)}
        />
        {others.length > 0 ? (
          <Form method="get" preventScrollReset key={`${version} ${comparison?.version}`}>
            <input type="hidden" name="phien-ban" value={version} />
            <Group align="end">
              <NativeSelect
                name="so-voi"
                label={`So phiên bản ${version} với`}
                defaultValue={comparison?.version}
                data={others.map((each) => ({
                  value: String(each.version),
                  label: `Phiên bản ${each.version}`,
                }))}
              />
              <Button type="submit" variant="default">
                So sánh
              </Button>
            </Group>
          </Form>
        ) : null}
        {comparison ? <Comparison version={version} comparison={comparison} /> : null}
      </Stack>
    </section>
  )
}

interface ComparisonProps {
  version: number
  comparison: NonNullable<VersionView['comparison']>
}

function Comparison({ version, comparison }: ComparisonProps) {
  const label = `Phiên bản ${version} khác phiên bản ${comparison.version}`
  if (comparison.changes.length === 0) {
    return <Text role="status">Hai phiên bản có nội dung giống nhau.</Text>
  }
  return (
    <>
      <Text fw={600} role="status">
        {label} ở:
      </Text>
      <ChangeTable changes={comparison.changes} label={label} />
    </>
  )
}
