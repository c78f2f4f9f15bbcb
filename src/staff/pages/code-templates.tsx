import { Button, Code, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { type Column, DataList } from '../../ui/data-list.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import {
  CURRENT_CODE_TEMPLATE,
  exampleDossierCode,
  validateDossierCodeTemplate,
} from '../model/dossier-code.ts'

interface CodeTemplate {
  validFrom: string
  template: string
}

interface CodeTemplatesProps {
  agencyCode: string
  today: string
  /** Latest first. */
  templates: readonly CodeTemplate[]
}

/** How the office writes dossier codes, from which day on, and the form for a new way. */
export function CodeTemplates({ agencyCode, today, templates }: CodeTemplatesProps) {
  const inForce = templates.find((each) => each.validFrom <= today)
  const columns: readonly Column<CodeTemplate>[] = [
    { header: 'Áp dụng từ ngày', cell: (row) => formatDate(row.validFrom) },
    { header: 'Mẫu', cell: (row) => <Code>{row.template}</Code> },
    {
      header: 'Ví dụ',
      cell: (row) => exampleDossierCode(row.template, { agency: agencyCode, localDate: row.validFrom }) ?? '',
    },
    { header: 'Trạng thái', cell: (row) => <Tag tone="plain">{stateOf(row, { inForce, today })}</Tag> },
  ]
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="mau-ma">
      <Stack>
        <Title order={2} size="h4" id="mau-ma">
          Mẫu mã hồ sơ
        </Title>
        <DataList
          label="Các mẫu mã hồ sơ"
          columns={columns}
          rows={templates}
          rowKey={(row) => row.validFrom}
        />
        <NewTemplate agencyCode={agencyCode} today={today} />
      </Stack>
    </Paper>
  )
}

function stateOf(row: CodeTemplate, at: { inForce: CodeTemplate | undefined; today: string }): string {
  if (row === at.inForce) return 'Đang áp dụng'
  return row.validFrom > at.today ? 'Sắp áp dụng' : 'Đã thay'
}

function NewTemplate({ agencyCode, today }: Omit<CodeTemplatesProps, 'templates'>) {
  const [validFrom, setValidFrom] = useState('')
  const [template, setTemplate] = useState<string>(CURRENT_CODE_TEMPLATE)
  const [saved, setSaved] = useState(false)
  const { send, busy, problem, errorAt } = useAnswer(() => {
    setSaved(true)
    setValidFrom('')
  })
  const day = typedIsoDate(validFrom)
  const localDate = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : today
  const example = exampleDossierCode(template.trim(), { agency: agencyCode, localDate })
  return (
    <form
      method="post"
      noValidate
      aria-label="Đặt mẫu mã hồ sơ mới"
      onSubmit={(event) => {
        event.preventDefault()
        setSaved(false)
        if (!busy) send(new FormData(event.currentTarget))
      }}
    >
      <Stack maw={520}>
        <Title order={3} size="h5">
          Đặt mẫu mới
        </Title>
        {problem ? <ProblemAlert problem={problem} shownFields={['validFrom', 'template']} /> : null}
        <input type="hidden" name="viec" value="mau-ma" />
        <DateField
          name="validFrom"
          label="Áp dụng từ ngày"
          description="Sớm nhất là ngày mai. Mã đã cấp không đổi. Chọn lại ngày của mẫu sắp áp dụng để sửa mẫu đó."
          value={validFrom}
          onValue={setValidFrom}
          error={errorAt('validFrom')}
          required
        />
        <TextInput
          name="template"
          label="Mẫu"
          description="{agency} là mã cơ quan, {YYYYMMDD} hoặc {YYMMDD} là ngày, {seq:7} là số thứ tự 7 chữ số trong ngày"
          value={template}
          onChange={({ currentTarget }) => setTemplate(currentTarget.value)}
          error={errorAt('template')}
          maxLength={60}
          autoComplete="off"
          required
        />
        <Text size="sm" aria-live="polite" style={{ overflowWrap: 'anywhere' }}>
          {example ? (
            <>
              Hồ sơ đầu tiên trong ngày sẽ có mã <strong>{example}</strong>
            </>
          ) : (
            validateDossierCodeTemplate(template.trim()).join(' ')
          )}
        </Text>
        {saved ? <Notice tone="good" title="Đã lưu mẫu mã hồ sơ." /> : null}
        <Button type="submit" variant="default" loading={busy} w="fit-content">
          Lưu mẫu mã
        </Button>
      </Stack>
    </form>
  )
}
