import { Anchor, Button, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core'
import { Form, Link } from 'react-router'
import { localDate } from '../../calendar/model/local-time.ts'
import { pageContext, pageRead, requireStaff } from '../../ui/page-context.ts'
import { fileStatistics } from '../queries/file-statistics.ts'
import { type FilingFigures, filingReport } from '../queries/filing-report.ts'
import type { Route } from './+types/filing-report.ts'
import { StatisticsTable } from './statistics-table.tsx'

export const meta = () => [{ title: 'Tỷ lệ lập hồ sơ — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, filingReport.audience)
  const today = localDate(context.get(pageContext).services.clock())
  const asked = Number(new URL(request.url).searchParams.get('nam'))
  const year = asked >= 2000 && asked <= 2200 ? Math.floor(asked) : Number(today.slice(0, 4))
  const [report, { rows }] = await Promise.all([
    pageRead(context, filingReport, { year }),
    pageRead(context, fileStatistics, { year }),
  ])
  return { ...report, rows, year }
}

const share = (part: number, whole: number) => (whole === 0 ? '0%' : `${Math.round((part / whole) * 100)}%`)

/** Share of documents whose work is over that lie in a work file; every figure opens its list. */
export default function FilingReport({ loaderData }: Route.ComponentProps) {
  const { total, officers, months, types, rows, year } = loaderData
  return (
    <Stack maw={1000}>
      <Title order={1} size="h2">
        Tỷ lệ văn bản được lập hồ sơ
      </Title>
      <Form method="get">
        <Group align="end">
          <TextInput name="nam" label="Năm" inputMode="numeric" defaultValue={String(year)} maxLength={4} />
          <Button type="submit" variant="default">
            Xem
          </Button>
        </Group>
      </Form>
      <Text size="sm">
        Văn bản đến có kết quả và văn bản đi đã phát hành trong năm {year}: {total.ended} văn bản,{' '}
        {total.filed} đã nằm trong hồ sơ ({share(total.filed, total.ended)}), {total.said} được ghi chưa lập
        hồ sơ. Bấm vào số để mở danh sách.
      </Text>
      <Figures title="Theo cán bộ" head="Cán bộ" lines={officers} parameter="can-bo" year={year} />
      <Figures
        title="Theo tháng"
        head="Tháng"
        lines={months.map((line) => ({ ...line, label: `Tháng ${Number(line.key.slice(5))}` }))}
        parameter="ky"
        year={year}
      />
      <Figures title="Theo loại văn bản" head="Loại văn bản" lines={types} parameter="loai" year={year} />
      <StatisticsTable rows={rows} year={year} />
    </Stack>
  )
}

interface FiguresProps {
  title: string
  head: string
  lines: readonly FilingFigures[]
  parameter: string
  year: number
}

function Figures({ title, head, lines, parameter, year }: FiguresProps) {
  return (
    <Table mt="md" withTableBorder captionSide="top">
      <Table.Caption>{title}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{head}</Table.Th>
          <Table.Th>Đã xong</Table.Th>
          <Table.Th>Đã lập hồ sơ</Table.Th>
          <Table.Th>Chưa lập</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => {
          const figure = (count: number, more: string) => {
            const period = parameter === 'ky' ? '' : `&ky=${year}`
            const to = `/bao-cao-lap-ho-so/van-ban?${parameter}=${encodeURIComponent(line.key)}${period}${more}`
            return (
              <Anchor component={Link} inherit to={to} aria-label={`${count}: ${line.label}, mở danh sách`}>
                {count}
              </Anchor>
            )
          }
          return (
            <Table.Tr key={line.key}>
              <Table.Td>{line.label}</Table.Td>
              <Table.Td>{figure(line.ended, '')}</Table.Td>
              <Table.Td>
                {figure(line.filed, '&lap=yes')} ({share(line.filed, line.ended)})
              </Table.Td>
              <Table.Td>{figure(line.ended - line.filed, '&lap=no')}</Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}
