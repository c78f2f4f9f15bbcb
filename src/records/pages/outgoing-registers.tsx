import {
  Anchor,
  Button,
  Group,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Table,
  Text,
  TextInput,
  Title,
} from '@mantine/core'
import { Form, Link } from 'react-router'
import { localDate } from '../../calendar/model/local-time.ts'
import { pageContext, pageRead, requireStaff } from '../../ui/page-context.ts'
import { typeName } from '../model/outgoing/document-types.ts'
import { outgoingReport } from '../queries/outgoing/outgoing-report.ts'
import type { Route } from './+types/outgoing-registers.ts'

export const meta = () => [{ title: 'Sổ và báo cáo văn bản đi — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, outgoingReport.audience)
  const today = localDate(context.get(pageContext).services.clock())
  const asked = Number(new URL(request.url).searchParams.get('nam'))
  const year = asked >= 2020 && asked <= 2200 ? Math.floor(asked) : Number(today.slice(0, 4))
  return { report: await pageRead(context, outgoingReport, { year }), year, today }
}

type Report = Route.ComponentProps['loaderData']['report']
type Line = Report['officers'][number]

export default function OutgoingRegisters({ loaderData }: Route.ComponentProps) {
  const { report, year, today } = loaderData
  return (
    <Stack gap="lg" maw={1000}>
      <div>
        <Title order={1} size="h2">
          Sổ và báo cáo văn bản đi
        </Title>
        <Anchor component={Link} to="/van-ban-di" size="sm">
          Danh sách văn bản đi
        </Anchor>
      </div>
      <Books year={year} today={today} />
      <section aria-labelledby="bao-cao">
        <Title order={2} size="h4" id="bao-cao">
          Tình hình phát hành, ký số
        </Title>
        <Form method="get">
          <Group align="end" my="xs">
            <TextInput name="nam" label="Năm" inputMode="numeric" defaultValue={String(year)} maxLength={4} />
            <Button type="submit" variant="default">
              Xem
            </Button>
          </Group>
        </Form>
        <Text size="sm">
          Tính theo ngày bắt đầu soạn. Bấm vào số để mở danh sách. Cả năm {year}: {words(report.total)}.
        </Text>
        <Share
          title="Theo cán bộ"
          lines={report.officers}
          year={year}
          filter="can-bo"
          label={({ label }) => label}
        />
        <Share
          title="Theo tháng"
          lines={report.months}
          year={year}
          filter="ky-soan"
          label={({ key }) => `Tháng ${Number(key.slice(5))}`}
        />
        <Share
          title="Theo loại văn bản"
          lines={report.types}
          year={year}
          filter="loai"
          label={({ key }) => typeName(key)}
        />
      </section>
    </Stack>
  )
}

const share = (part: number, whole: number) => (whole === 0 ? '0%' : `${Math.round((part / whole) * 100)}%`)

function words({ drafted, issued, digital }: Line): string {
  return `${drafted} văn bản được soạn, ${issued} đã phát hành (${share(issued, drafted)}), ${digital} ký số (${share(digital, issued)} số đã phát hành)`
}

/** The registers to print and bind: of the year, or of days of one's own. */
function Books({ year, today }: { year: number; today: string }) {
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby="so">
      <Title order={2} size="h4" id="so">
        Sổ đăng ký văn bản đi, sổ gửi bưu điện
      </Title>
      <Form method="get" action="/api/v1/outgoing-register.pdf" reloadDocument target="_blank">
        <SimpleGrid cols={{ base: 1, sm: 3 }} my="xs">
          <NativeSelect
            name="book"
            label="Sổ"
            data={[
              { value: 'register', label: 'Sổ đăng ký văn bản đi' },
              { value: 'post', label: 'Sổ gửi văn bản đi bưu điện' },
            ]}
          />
          <TextInput type="date" name="from" label="Từ ngày" defaultValue={`${year}-01-01`} required />
          <TextInput
            type="date"
            name="to"
            label="Đến ngày"
            defaultValue={today < `${year}-12-31` ? today : `${year}-12-31`}
            required
          />
        </SimpleGrid>
        <Group>
          <Button type="submit">In sổ (PDF)</Button>
          <Button type="submit" variant="default" formAction="/api/v1/outgoing-register.xlsx">
            Lưu tệp Excel
          </Button>
        </Group>
      </Form>
    </Paper>
  )
}

interface ShareProps {
  title: string
  lines: readonly Line[]
  year: number
  filter: string
  label(line: Line): string
}

function Share({ title, lines, year, filter, label }: ShareProps) {
  const link = (line: Line, more: string, figure: number) => {
    const period = filter === 'ky-soan' ? '' : `&ky-soan=${year}`
    return (
      <Anchor
        component={Link}
        inherit
        to={`/van-ban-di?${filter}=${line.key}${period}${more}`}
        aria-label={`${figure}: ${label(line)}, mở danh sách`}
      >
        {figure}
      </Anchor>
    )
  }
  return (
    <Table mt="md" withTableBorder captionSide="top">
      <Table.Caption>{title}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{title.replace('Theo ', '').replace(/^./, (first) => first.toUpperCase())}</Table.Th>
          <Table.Th>Đã soạn</Table.Th>
          <Table.Th>Phát hành</Table.Th>
          <Table.Th>Ký số</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line) => (
          <Table.Tr key={line.key}>
            <Table.Td>{label(line)}</Table.Td>
            <Table.Td>{link(line, '', line.drafted)}</Table.Td>
            <Table.Td>
              {link(line, '&da-phat-hanh=1', line.issued)} ({share(line.issued, line.drafted)})
            </Table.Td>
            <Table.Td>
              {link(line, '&da-phat-hanh=1&cach-ky=digital', line.digital)} (
              {share(line.digital, line.issued)})
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
