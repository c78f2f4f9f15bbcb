import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Form, Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { addDays, localDate } from '../../calendar/model/local-time.ts'
import { holds } from '../../platform/operations.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageTry, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { draftProposal } from '../commands/draft-proposal.ts'
import { saveEquipmentSettings } from '../commands/save-settings.ts'
import { equipmentStates } from '../model/equipment.ts'
import type { PlaceLoad } from '../model/load.ts'
import { shortfallInWords } from '../model/shortfall.ts'
import { equipmentKeepers, proposers } from '../policy.ts'
import { getScanLoad, type ScanLoad } from '../queries/scan-load.ts'
import type { Route } from './+types/scan-load.ts'
import { LoadSettings } from './load-settings.tsx'
import { ProposalDialog } from './proposal-dialog.tsx'

export const meta = () => [{ title: 'Tải của máy quét — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getScanLoad.audience)
  const today = localDate(context.get(pageContext).services.clock())
  const search = new URL(request.url).searchParams
  const day = (name: string, usual: string) => typedIsoDate(search.get(name) ?? '') || usual
  const period = { from: day('tu', addDays(today, -30)), to: day('den', today) }
  return {
    period,
    found: await pageTry(context, getScanLoad, period),
    isKeeper: holds(actor, equipmentKeepers),
    isProposer: holds(actor, proposers),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, [...equipmentKeepers, ...proposers])
  const works = { 'cach-tinh': saveEquipmentSettings, 'to-trinh': draftProposal }
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

const count = (number: number) => number.toLocaleString('vi-VN')

/** Tải của máy quét: what was scanned where and when, beside what the scanners can take, and what is missing. */
export default function ScanLoadPage({ loaderData }: Route.ComponentProps) {
  const { period, found, isKeeper, isProposer } = loaderData
  const [proposing, setProposing] = useState(false)
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Tải của máy quét
        </Title>
        <Anchor component={Link} to="/trang-thiet-bi">
          Sổ trang thiết bị
        </Anchor>
      </Group>
      <Form method="get">
        <Group align="end">
          <Period name="tu" label="Từ ngày" initial={period.from} />
          <Period name="den" label="Đến ngày" initial={period.to} />
          <Button type="submit" variant="default">
            Xem
          </Button>
        </Group>
      </Form>
      {found.ok ? (
        <>
          <Totals load={found.output.load} />
          <Shortfalls load={found.output.load} />
          {isProposer && found.output.load.shortfall.length > 0 ? (
            <Button w="fit-content" onClick={() => setProposing(true)}>
              Lập tờ trình kinh phí
            </Button>
          ) : null}
          {proposing ? (
            <ProposalDialog period={period} load={found.output.load} onClose={() => setProposing(false)} />
          ) : null}
          <Places load={found.output.load} />
          <Days load={found.output.load} />
          <LoadSettings settings={found.output.settings} isKeeper={isKeeper} />
        </>
      ) : (
        <ProblemAlert problem={found.problem} />
      )}
    </Stack>
  )
}

function Period({ name, label, initial }: { name: string; label: string; initial: string }) {
  const [value, setValue] = useState(formatDate(initial))
  return <DateField name={name} label={label} value={value} onValue={setValue} />
}

const hourText = (hour: number) => `${hour} giờ đến ${hour + 1} giờ`

function Totals({ load }: { load: ScanLoad }) {
  const sum = (of: (place: PlaceLoad) => number) => load.places.reduce((all, place) => all + of(place), 0)
  const uncounted = sum((place) => place.uncounted)
  const peak = load.busiestHour
  return (
    <Text>
      Đã số hóa {count(sum((place) => place.files))} tệp, ít nhất {count(sum((place) => place.pages))} trang
      trong {count(load.workingDays)} ngày làm việc.
      {peak
        ? ` Giờ cao điểm: ${hourText(peak.hour)} ngày ${formatDate(peak.day)}, ${count(peak.pages)} trang.`
        : ''}
      {uncounted > 0 ? ` ${count(uncounted)} tệp chưa rõ số trang, mỗi tệp tính là 1 trang.` : ''}
    </Text>
  )
}

function Shortfalls({ load }: { load: ScanLoad }) {
  if (load.shortfall.length === 0)
    return <Notice tone="good" title="Thiết bị đáp ứng được việc trong thời gian này" />
  return (
    <Notice tone="warning" title={`${load.shortfall.length} chỗ còn thiếu hoặc hỏng`}>
      <ul>
        {load.shortfall.map(shortfallInWords).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Notice>
  )
}

const placeColumns: readonly Column<PlaceLoad>[] = [
  { header: 'Nơi quét', isTitle: true, cell: ({ placeName }) => placeName },
  {
    header: 'Máy quét',
    cell: ({ scanners }) =>
      scanners.length === 0
        ? 'Không có'
        : scanners.map((scanner) => (
            <Text key={scanner.id} size="sm">
              {scanner.name}: {scanner.sheetsPerMinute} tờ/phút
              {scanner.feeder ? '' : ', không có khay nạp'}
              {scanner.state === 'in_use' ? '' : `, ${equipmentStates[scanner.state].toLowerCase()}`}
            </Text>
          )),
  },
  {
    header: 'Đã số hóa',
    cell: ({ files, pages, uncounted }) => (
      <>
        {count(files)} tệp, {uncounted > 0 ? 'ít nhất ' : ''}
        {count(pages)} trang
      </>
    ),
  },
  { header: 'Còn phải quét', cell: ({ waiting }) => `${count(waiting)} giấy tờ` },
  {
    header: 'Ngày nhiều nhất',
    cell: ({ busiestDay }) =>
      busiestDay ? `${formatDate(busiestDay.day)}: ${count(busiestDay.pages)} trang` : '—',
  },
  {
    header: 'Giờ cao điểm',
    cell: ({ busiestHour }) =>
      busiestHour
        ? `${hourText(busiestHour.hour)} ngày ${formatDate(busiestHour.day)}: ${count(busiestHour.pages)} trang`
        : '—',
  },
  {
    header: 'So với khả năng của máy',
    cell: ({ usedPercent, capacity }) =>
      usedPercent === null ? '—' : `${count(usedPercent)}% của ${count(capacity)} trang`,
  },
]

function Places({ load }: { load: ScanLoad }) {
  if (load.places.length === 0)
    return <Text size="sm">Không có máy quét và không số hóa tệp nào trong thời gian này.</Text>
  return (
    <section aria-labelledby="theo-noi">
      <Title order={2} size="h4" mb="xs" id="theo-noi">
        Theo nơi quét
      </Title>
      <DataList
        label="Tải theo nơi quét"
        columns={placeColumns}
        rows={load.places}
        rowKey={({ placeId }) => placeId ?? ''}
      />
    </section>
  )
}

const dayColumns: readonly Column<ScanLoad['days'][number]>[] = [
  { header: 'Ngày', isTitle: true, cell: ({ day }) => formatDate(day) },
  { header: 'Số tệp', cell: ({ files }) => count(files) },
  { header: 'Số trang, ít nhất', cell: ({ pages }) => count(pages) },
]

function Days({ load }: { load: ScanLoad }) {
  if (load.days.length === 0) return null
  return (
    <section aria-labelledby="theo-ngay">
      <Title order={2} size="h4" mb="xs" id="theo-ngay">
        Theo ngày
      </Title>
      <DataList
        label="Số tệp, số trang theo ngày"
        columns={dayColumns}
        rows={load.days}
        rowKey={({ day }) => day}
      />
    </section>
  )
}
