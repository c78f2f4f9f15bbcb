import { Button, Group, List, Paper, Stack, Text, Textarea, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useNavigation } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { setClockRules } from '../commands/set-clock-rules.ts'
import type { ClockRules } from '../model/clock-rules.ts'
import { getClockRules } from '../queries/clock-rules.ts'
import type { Route } from './+types/clock-rules.ts'
import { reasonLines, typedReasons } from './reason-lines.ts'

export const meta = () => [{ title: 'Thời hạn, xin lỗi — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const today = localDate(context.get(pageContext).services.clock())
  return { today, ...(await pageRead(context, getClockRules, {})) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const whole = (name: string) => (/^\d+$/.test(text(name)) ? Number(text(name)) : text(name))
  const { current } = await pageRead(context, getClockRules, {})
  const input = {
    validFrom: typedIsoDate(text('validFrom')),
    apologyLeadDays: whole('apologyLeadDays'),
    reappointMax: whole('reappointMax'),
    stepSoonMinutes: whole('stepSoonMinutes'),
    apologyPageDays: whole('apologyPageDays'),
    onlineAnswerMinutes: whole('onlineAnswerMinutes'),
    latenessReasons: typedReasons(text('latenessReasons'), current.latenessReasons),
    legalBasis: text('legalBasis'),
  }
  return pageWrite(context, setClockRules, {
    input: input as ClockRules,
    idempotencyKey: text('idempotencyKey'),
  })
}

export default function ClockRulesPage({ loaderData }: Route.ComponentProps) {
  const { rules, current, isOwn, today } = loaderData
  return (
    <Stack maw={900} gap="xl">
      <div>
        <Title order={1} size="h2">
          Thời hạn, xin lỗi và hẹn lại
        </Title>
        <Text size="sm" c="gray.7">
          Giờ cảnh báo của cả hồ sơ đặt ở trang Đơn vị; ngày nghỉ và giờ làm việc đặt ở trang Lịch làm việc.
        </Text>
      </div>
      {isOwn ? null : (
        <Notice tone="warning" title="Đang dùng quy tắc có sẵn, cần đối chiếu">
          <Text size="sm">
            {current.legalBasis}. Hãy đối chiếu văn bản đang áp dụng ở địa phương rồi lưu.
          </Text>
        </Notice>
      )}
      <RulesForm rules={current} today={today} />
      <section aria-labelledby="da-dat">
        <Title order={2} size="h4" id="da-dat" mb="xs">
          Các lần đặt quy tắc
        </Title>
        <Stack gap="sm">
          {rules.toReversed().map((each) => (
            <RulesSummary
              key={each.validFrom}
              rules={each}
              isCurrent={each.validFrom === current.validFrom}
            />
          ))}
        </Stack>
      </section>
    </Stack>
  )
}

const shownFields = [
  'validFrom',
  'apologyLeadDays',
  'reappointMax',
  'stepSoonMinutes',
  'apologyPageDays',
  'onlineAnswerMinutes',
  'latenessReasons',
  'legalBasis',
]

const numbers = [
  {
    name: 'apologyLeadDays',
    label: 'Gửi xin lỗi trước hạn (ngày làm việc)',
    description: 'Chậm nhất bao nhiêu ngày trước ngày hẹn trả',
  },
  {
    name: 'reappointMax',
    label: 'Số lần được hẹn lại',
    description: 'Quá số này chỉ lãnh đạo hẹn, kèm lý do riêng',
  },
  {
    name: 'stepSoonMinutes',
    label: 'Báo trước hạn của bước (phút)',
    description: 'Phút làm việc trước hạn của bước',
  },
  {
    name: 'apologyPageDays',
    label: 'Giữ trên trang công khai xin lỗi (ngày)',
    description: 'Tính từ ngày hồ sơ chậm có kết quả',
  },
  {
    name: 'onlineAnswerMinutes',
    label: 'Trả lời hồ sơ trực tuyến trong (phút làm việc)',
    description: '480 phút là 08 giờ làm việc',
  },
] as const

function RulesForm({ rules, today }: { rules: ClockRules; today: string }) {
  const [validFrom, setValidFrom] = useState(formatDate(today))
  const [saved, setSaved] = useState(false)
  const { send, busy, problem, errorAt } = useAnswer(() => setSaved(true))
  const isLoading = useNavigation().state === 'loading'
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="dat-quy-tac">
      <Title order={2} size="h4" id="dat-quy-tac" mb="sm">
        Đặt quy tắc
      </Title>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setSaved(false)
          if (!busy) send(new FormData(event.currentTarget))
        }}
      >
        <Stack gap="md">
          <DateField
            name="validFrom"
            label="Áp dụng từ ngày"
            value={validFrom}
            onValue={setValidFrom}
            error={errorAt('validFrom')}
            maw={240}
            required
          />
          {numbers.map((field) => (
            <TextInput
              key={field.name}
              {...field}
              defaultValue={String(rules[field.name])}
              error={errorAt(field.name)}
              inputMode="numeric"
              autoComplete="off"
              maxLength={4}
              maw={360}
              required
            />
          ))}
          <Textarea
            name="latenessReasons"
            label="Nguyên nhân chậm"
            description="Mỗi dòng một nguyên nhân; cán bộ chọn khi xin lỗi, công dân đọc được."
            defaultValue={reasonLines(rules.latenessReasons)}
            error={errorAt('latenessReasons') ?? firstReasonError(problem?.fields)}
            autosize
            minRows={5}
            required
          />
          <TextInput
            name="legalBasis"
            label="Căn cứ"
            description="Số, ký hiệu văn bản"
            defaultValue={rules.legalBasis}
            error={errorAt('legalBasis')}
            maxLength={300}
          />
          {problem ? <ProblemAlert problem={problem} shownFields={shownFields} /> : null}
          {saved && !isLoading ? <Notice tone="good" title="Đã lưu quy tắc" /> : null}
          <Group>
            <Button type="submit" loading={busy}>
              Lưu quy tắc
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}

/** A message at one of the lines stands at the box of all lines. */
function firstReasonError(fields: Record<string, string> | undefined): string | undefined {
  return Object.entries(fields ?? {}).find(([name]) => name.startsWith('latenessReasons.'))?.[1]
}

function RulesSummary({ rules, isCurrent }: { rules: ClockRules; isCurrent: boolean }) {
  return (
    <Paper withBorder p="sm">
      <Text fw={600}>
        Từ {formatDate(rules.validFrom)}
        {isCurrent ? ' (đang áp dụng)' : ''}
      </Text>
      <List size="sm">
        <List.Item>Gửi xin lỗi trước hạn {rules.apologyLeadDays} ngày làm việc</List.Item>
        <List.Item>Được hẹn lại {rules.reappointMax} lần</List.Item>
        <List.Item>Báo trước hạn của bước {rules.stepSoonMinutes} phút</List.Item>
        <List.Item>Giữ trên trang công khai xin lỗi {rules.apologyPageDays} ngày</List.Item>
        <List.Item>Trả lời hồ sơ trực tuyến trong {rules.onlineAnswerMinutes} phút làm việc</List.Item>
        <List.Item>{rules.latenessReasons.length} nguyên nhân chậm</List.Item>
        {rules.legalBasis ? <List.Item>Căn cứ: {rules.legalBasis}</List.Item> : null}
      </List>
    </Paper>
  )
}
