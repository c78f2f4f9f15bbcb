import {
  Anchor,
  Button,
  Group,
  NativeSelect,
  Paper,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { Form, Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { pageContext, pageTry, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { type Figure, figures, type HandlingRow } from '../model/handling-report.ts'
import { type IncomingRegister, registerColumns } from '../model/incoming-registers.ts'
import { handlingReport } from '../queries/handling-report.ts'
import { listIncomingRegister } from '../queries/incoming-register.ts'
import type { Route } from './+types/incoming-registers.ts'

export const meta = () => [{ title: 'Sổ văn bản đến — Một Cửa' }]

const books = {
  'dang-ky': 'Sổ đăng ký văn bản đến',
  'theo-doi': 'Sổ theo dõi giải quyết văn bản đến',
  'tinh-hinh': 'Tình hình giải quyết văn bản đến',
} as const
type Book = keyof typeof books

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, handlingReport.audience)
  const { searchParams } = new URL(request.url)
  const today = localDate(context.get(pageContext).services.clock())
  const asked = searchParams.get('so') ?? ''
  const book: Book = asked in books ? (asked as Book) : 'dang-ky'
  const period = {
    from: searchParams.get('tu') || `${today.slice(0, 4)}-01-01`,
    to: searchParams.get('den') || today,
  }
  const cursor = searchParams.get('sau') ?? undefined
  if (book === 'tinh-hinh') {
    const report = await pageTry(context, handlingReport, period)
    return { book, period, report, register: null, onward: null }
  }
  const register = await pageTry(context, listIncomingRegister, { kind: book, ...period, cursor })
  const onward = new URLSearchParams({ so: book, tu: period.from, den: period.to })
  if (register.ok && register.output.next) onward.set('sau', register.output.next)
  const next = register.ok && register.output.next ? `?${onward}` : null
  return { book, period, report: null, register, onward: next }
}

export default function IncomingRegisters({ loaderData }: Route.ComponentProps) {
  const { book, period, report, register, onward } = loaderData
  const shown = report ?? register
  const query = new URLSearchParams({ ...period, ...(book === 'tinh-hinh' ? {} : { kind: book }) })
  const file = book === 'tinh-hinh' ? 'incoming-report' : 'incoming-register'
  return (
    <Stack>
      <Title order={1} size="h2">
        {books[book]}
      </Title>
      <Paper withBorder p="sm">
        <Form method="get" key={`${book}.${period.from}.${period.to}`}>
          <Group align="flex-end" gap="sm">
            <NativeSelect
              name="so"
              label="Sổ, báo cáo"
              defaultValue={book}
              data={Object.entries(books).map(([value, label]) => ({ value, label }))}
            />
            <TextInput type="date" name="tu" label="Từ ngày" defaultValue={period.from} />
            <TextInput type="date" name="den" label="Đến hết ngày" defaultValue={period.to} />
            <Button type="submit">Xem</Button>
          </Group>
        </Form>
      </Paper>
      {shown?.ok === false ? <ProblemAlert problem={shown.problem} /> : null}
      {shown?.ok ? (
        <Group>
          <Button component="a" href={`/api/v1/${file}.pdf?${query}`} target="_blank" variant="default">
            In để đóng quyển
          </Button>
          <Button component="a" href={`/api/v1/${file}.xlsx?${query}`} variant="default">
            Lưu thành bảng tính
          </Button>
        </Group>
      ) : null}
      {report?.ok ? <Report {...report.output} period={period} /> : null}
      {register?.ok ? <Register kind={book} items={register.output.items} /> : null}
      {onward ? (
        <Button component={Link} to={onward} variant="default" style={{ alignSelf: 'flex-start' }}>
          Trang sau
        </Button>
      ) : null}
    </Stack>
  )
}

interface RegisterRows {
  kind: IncomingRegister
  items: { id: string; cells: string[] }[]
}

/** The columns as the decree has them; the number opens the document. */
function Register({ kind, items }: RegisterRows) {
  const columns = registerColumns[kind]
  if (items.length === 0) return <Text>Không có văn bản nào trong thời gian này.</Text>
  const opens = columns.findIndex(({ label }) => label === 'Số đến')
  return (
    <Table.ScrollContainer minWidth={1050} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table withTableBorder withColumnBorders fz="sm" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label, share }) => (
              <Table.Th key={label} scope="col" w={`${share * 100}%`}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map(({ id, cells }) => (
            <Table.Tr key={id}>
              {columns.map(({ label }, index) => (
                <Table.Td key={label} style={{ verticalAlign: 'top', overflowWrap: 'anywhere' }}>
                  {index === opens ? (
                    <Anchor component={Link} inherit to={`/van-ban-den/${id}`}>
                      {cells[index]}
                    </Anchor>
                  ) : (
                    cells[index]
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

interface ReportProps {
  total: HandlingRow
  rows: HandlingRow[]
  period: { from: string; to: string }
}

/** Every figure opens the list it counts. */
function Report({ total, rows, period }: ReportProps) {
  const names = Object.keys(figures) as Figure[]
  const listOf = (row: HandlingRow, name: Figure) => {
    const lead: Record<string, string> = row === total ? {} : { leadId: row.leadId ?? 'none' }
    const days = { arrivedFrom: period.from, arrivedTo: period.to }
    return `/van-ban-den?${new URLSearchParams({ ...figures[name].filter, ...lead, ...days })}`
  }
  return (
    <Table.ScrollContainer minWidth={900} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table withTableBorder withColumnBorders fz="sm">
        <Table.Caption>
          Văn bản đến từ ngày {formatDate(period.from)} đến ngày {formatDate(period.to)}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Người chủ trì</Table.Th>
            {names.map((name) => (
              <Table.Th key={name} scope="col">
                {figures[name].label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[total, ...rows].map((row) => (
            <Table.Tr
              key={row === total ? 'total' : (row.leadId ?? 'none')}
              fw={row === total ? 700 : undefined}
            >
              <Table.Th scope="row">
                {row.leadName}
                {row.unitName ? (
                  <Text size="xs" c="gray.7">
                    {row.unitName}
                  </Text>
                ) : null}
              </Table.Th>
              {names.map((name) => (
                <Table.Td key={name} ta="center">
                  {row[name] === 0 ? (
                    '0'
                  ) : (
                    <Anchor
                      component={Link}
                      inherit
                      to={listOf(row, name)}
                      aria-label={`${figures[name].label}, ${row.leadName}: ${row[name]}`}
                    >
                      {row[name]}
                    </Anchor>
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
