import {
  Button,
  Checkbox,
  NativeSelect,
  NumberInput,
  Paper,
  Radio,
  ScrollArea,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core'
import { useState } from 'react'
import { DateField } from '../../ui/date-field.tsx'
import { dateText, typedIsoDate } from '../../ui/date-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { setFilingSettings } from '../commands/set-filing-settings.ts'
import { openingReasons } from '../model/settings.ts'
import { getFilingSettings } from '../queries/filing-settings.ts'
import type { Route } from './+types/filing-setup.ts'

export const meta = () => [{ title: 'Nộp trực tuyến tại đơn vị — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, getFilingSettings.audience)
  return pageRead(context, getFilingSettings, {})
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, getFilingSettings.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const day = (name: string) => (text(name) === '' ? null : typedIsoDate(text(name)))
  const input = {
    revision: text('revision'),
    isOpen: form.has('isOpen'),
    reason: text('reason'),
    note: text('note'),
    opensOn: day('opensOn'),
    closesOn: day('closesOn'),
    guests: form.has('guests'),
    procedureIds: text('which') === 'list' ? form.getAll('procedureIds').map(String) : null,
    fileMegabytes: text('fileMegabytes'),
    filesEach: text('filesEach'),
    portalUrl: text('portalUrl'),
  }
  return pageWrite(context, setFilingSettings, { input, idempotencyKey: text('idempotencyKey') })
}

export default function FilingSetup({ loaderData }: Route.ComponentProps) {
  const { settings, isOpenToday } = loaderData
  return (
    <Stack maw={900} gap="lg">
      <div>
        <Title order={1} size="h2">
          Nộp trực tuyến tại đơn vị
        </Title>
        <Text size="sm" c="gray.7">
          Bình thường công dân nộp trên Cổng Dịch vụ công quốc gia. Chỉ mở kênh này khi pháp luật cho phép
          hoặc khi Cổng gặp sự cố. Hỗ trợ nộp tại quầy luôn dùng được.
        </Text>
      </div>
      <Notice
        tone={isOpenToday ? 'good' : 'warning'}
        title={
          isOpenToday
            ? 'Hôm nay đang nhận hồ sơ trên trang của đơn vị'
            : 'Hôm nay không nhận hồ sơ trên trang của đơn vị'
        }
      />
      <SettingsForm key={settings.revision} loaderData={loaderData} />
    </Stack>
  )
}

const shownFields = [
  'reason',
  'note',
  'opensOn',
  'closesOn',
  'fileMegabytes',
  'filesEach',
  'portalUrl',
  'procedureIds',
]

function SettingsForm({ loaderData }: Pick<Route.ComponentProps, 'loaderData'>) {
  const { settings } = loaderData
  const [saved, setSaved] = useState(false)
  const answer = useAnswer<unknown>(() => setSaved(true))
  const { errorAt } = answer
  return (
    <Paper withBorder p="md">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSaved(false)
          answer.send(new FormData(event.currentTarget))
        }}
      >
        <input type="hidden" name="revision" value={settings.revision} />
        <Stack gap="md">
          {answer.problem ? <ProblemAlert problem={answer.problem} shownFields={shownFields} /> : null}
          {saved ? <Notice tone="good" title="Đã lưu thiết lập" /> : null}
          <Opening settings={settings} errorAt={errorAt} />
          <Offered loaderData={loaderData} />
          <NumberInput
            name="fileMegabytes"
            label="Mỗi tệp tối đa (MB)"
            defaultValue={settings.fileMegabytes}
            hideControls
            clampBehavior="none"
            maw={240}
            error={errorAt('fileMegabytes')}
          />
          <NumberInput
            name="filesEach"
            label="Mỗi hồ sơ tối đa (tệp)"
            defaultValue={settings.filesEach}
            hideControls
            clampBehavior="none"
            maw={240}
            error={errorAt('filesEach')}
          />
          <TextInput
            name="portalUrl"
            label="Địa chỉ Cổng Dịch vụ công quốc gia"
            defaultValue={settings.portalUrl}
            error={errorAt('portalUrl')}
          />
          <div>
            <Button type="submit" disabled={answer.busy}>
              Lưu thiết lập
            </Button>
          </div>
        </Stack>
      </form>
    </Paper>
  )
}

type Settings = Route.ComponentProps['loaderData']['settings']

function Opening({ settings, errorAt }: { settings: Settings; errorAt(name: string): string | undefined }) {
  const [opensOn, setOpensOn] = useState(dateText(settings.opensOn))
  const [closesOn, setClosesOn] = useState(dateText(settings.closesOn))
  return (
    <>
      <Checkbox name="isOpen" label="Nhận hồ sơ trên trang của đơn vị" defaultChecked={settings.isOpen} />
      <NativeSelect
        name="reason"
        label="Lý do mở kênh"
        defaultValue={settings.reason}
        data={[
          { value: '', label: 'Chọn…' },
          ...Object.entries(openingReasons).map(([value, label]) => ({ value, label })),
        ]}
        error={errorAt('reason')}
      />
      <DateField
        name="opensOn"
        label="Từ ngày (để trống: ngay)"
        value={opensOn}
        onValue={setOpensOn}
        maw={240}
        error={errorAt('opensOn')}
      />
      <DateField
        name="closesOn"
        label="Đến hết ngày (để trống: chưa định)"
        value={closesOn}
        onValue={setClosesOn}
        maw={240}
        error={errorAt('closesOn')}
      />
      <Textarea
        name="note"
        label="Lời nhắn cho công dân"
        description="Hiện ở đầu trang nộp hồ sơ"
        defaultValue={settings.note}
        autosize
        minRows={2}
        error={errorAt('note')}
      />
      <Checkbox
        name="guests"
        label="Cho người chỉ xác nhận thư điện tử, điện thoại nộp hồ sơ"
        defaultChecked={settings.guests}
      />
    </>
  )
}

/** Which procedures: what the catalogue calls online services, or a list of the office's own. */
function Offered({ loaderData }: Pick<Route.ComponentProps, 'loaderData'>) {
  const { settings, procedures } = loaderData
  const [which, setWhich] = useState(settings.procedureIds === null ? 'catalogue' : 'list')
  const online = procedures.filter(({ isOnline }) => isOnline).length
  return (
    <Stack gap="xs">
      <Radio.Group name="which" label="Thủ tục nhận trực tuyến" value={which} onChange={setWhich}>
        <Stack gap="xs" mt="xs">
          <Radio
            value="catalogue"
            label={`Theo danh mục: những thủ tục ghi là dịch vụ công trực tuyến toàn trình hoặc một phần (${online} thủ tục)`}
          />
          <Radio value="list" label="Chỉ những thủ tục chọn dưới đây" />
        </Stack>
      </Radio.Group>
      {which === 'list' ? (
        <ScrollArea
          h={320}
          type="auto"
          viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': 'Chọn thủ tục' }}
        >
          <Stack gap="xs" p="xs">
            {procedures.map(({ id, name, fieldName }) => (
              <Checkbox
                key={id}
                name="procedureIds"
                value={id}
                label={`${name} (${fieldName})`}
                defaultChecked={settings.procedureIds?.includes(id) ?? false}
              />
            ))}
          </Stack>
        </ScrollArea>
      ) : null}
    </Stack>
  )
}
