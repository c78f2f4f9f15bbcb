import {
  Button,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { saveWorkFileRules } from '../commands/save-rules.ts'
import type { WorkFileRules } from '../model/rules.ts'
import { getWorkFileRules } from '../queries/rules-on.ts'
import type { Route } from './+types/keeping-rules.ts'

export const meta = () => [{ title: 'Thời hạn bảo quản — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, saveWorkFileRules.audience)
  return pageRead(context, getWorkFileRules, {})
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, saveWorkFileRules.audience)
  return runJsonForm(pageWrite, context, {
    form: await request.formData(),
    works: { luu: saveWorkFileRules },
  })
}

type Figure = Exclude<keyof WorkFileRules, 'periods'>

const figures: Readonly<Record<Figure, string>> = {
  handOverMonths: 'Nộp lưu sau khi kết thúc (tháng)',
  constructionMonths: 'Nộp lưu hồ sơ công trình sau quyết toán (tháng)',
  noticeDays: 'Nhắc trước hạn nộp lưu (ngày)',
  handOverFromYears: 'Phải nộp lưu khi bảo quản từ (năm)',
  sheetsFromYears: 'Đánh số tờ khi bảo quản từ (năm)',
  mostHeldMonths: 'Giữ lại lâu nhất (tháng)',
}

/** One period per line: `Vĩnh viễn` or a number of years. */
const linesOf = ({ periods }: WorkFileRules) =>
  periods.map(({ years }) => (years === null ? 'Vĩnh viễn' : String(years))).join('\n')

function periodsOf(text: string): WorkFileRules['periods'] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/\s*năm$/iu, ''))
    .filter(Boolean)
    .map((line) => {
      const isForEver = /^v/iu.test(line)
      const years = isForEver ? null : Number(line)
      return { code: isForEver ? 'permanent' : line, name: isForEver ? 'Vĩnh viễn' : `${line} năm`, years }
    })
}

/** What the form holds, as the command takes it. */
function inputOf(form: FormData, values: Record<Figure, number | string>) {
  const given = Object.fromEntries(Object.keys(figures).map((name) => [name, Number(values[name as Figure])]))
  return {
    validFrom: String(form.get('validFrom')),
    decision: String(form.get('decision')),
    rules: { ...given, periods: periodsOf(String(form.get('periods') ?? '')) },
  }
}

export default function KeepingRules({ loaderData }: Route.ComponentProps) {
  const { rules, validFrom, decision, today } = loaderData
  return (
    <Stack maw={800}>
      <Title order={1} size="h2">
        Thời hạn bảo quản, nộp lưu
      </Title>
      <Notice
        tone={validFrom ? 'good' : 'warning'}
        title={
          validFrom ? `Áp dụng từ ${formatDate(validFrom)}` : 'Chưa đối chiếu với văn bản đang có hiệu lực'
        }
      >
        {decision}
      </Notice>
      <RulesForm rules={rules} today={today} />
    </Stack>
  )
}

function RulesForm({ rules, today }: { rules: WorkFileRules; today: string }) {
  const [values, setValues] = useState<Record<Figure, number | string>>(rules)
  const [saved, setSaved] = useState(false)
  const { send, busy, problem } = useAnswer<unknown>(() => setSaved(true))
  const errorAt = (field: string) =>
    Object.entries(problem?.fields ?? {}).find(
      ([name]) => name === field || name.startsWith(`${field}.`),
    )?.[1]
  function submit(form: FormData) {
    setSaved(false)
    if (busy) return
    const sent = new FormData()
    sent.set('viec', 'luu')
    sent.set('input', JSON.stringify(inputOf(form, values)))
    send(sent)
  }
  return (
    <form
      noValidate
      aria-label="Thời hạn bảo quản, nộp lưu"
      onSubmit={(event) => {
        event.preventDefault()
        submit(new FormData(event.currentTarget))
      }}
    >
      <Stack>
        {problem ? <ProblemAlert problem={problem} shownFields={['validFrom', 'decision', 'rules']} /> : null}
        <Textarea
          name="periods"
          label="Các thời hạn bảo quản"
          description="Mỗi dòng một thời hạn: “Vĩnh viễn” hoặc số năm"
          defaultValue={linesOf(rules)}
          error={errorAt('rules.periods')}
          autosize
          minRows={5}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {(Object.keys(figures) as Figure[]).map((name) => (
            <NumberInput
              key={name}
              label={figures[name]}
              value={values[name]}
              onChange={(value) => setValues({ ...values, [name]: value })}
              min={1}
              error={errorAt(`rules.${name}`)}
            />
          ))}
        </SimpleGrid>
        <Basis today={today} errorAt={errorAt} />
        {saved ? <Notice tone="good" title="Đã lưu thời hạn bảo quản, nộp lưu." /> : null}
        <Group>
          <Button type="submit" loading={busy}>
            Lưu
          </Button>
          <Text size="sm">Quy định đã áp dụng vẫn giữ nguyên với ngày của nó.</Text>
        </Group>
      </Stack>
    </form>
  )
}

function Basis({ today, errorAt }: { today: string; errorAt(field: string): string | undefined }) {
  return (
    <>
      <TextInput
        name="decision"
        label="Văn bản làm căn cứ"
        error={errorAt('decision')}
        maxLength={300}
        autoComplete="off"
        required
      />
      <TextInput
        type="date"
        name="validFrom"
        label="Áp dụng từ ngày"
        defaultValue={today}
        error={errorAt('validFrom')}
        required
      />
    </>
  )
}
