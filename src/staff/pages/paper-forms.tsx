import { Button, Checkbox, Fieldset, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { DateField } from '../../ui/date-field.tsx'
import { typedIsoDate } from '../../ui/date-text.ts'
import { type CoverGap, gapsOn } from '../model/roster.ts'

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** The two papers for the chairperson to sign, as of a day, to print or to go on writing in. */
export function PaperForms({ today, gaps }: { today: string; gaps: readonly CoverGap[] }) {
  const [typed, setTyped] = useState(formatDate(today))
  const [draft, setDraft] = useState(false)
  const day = typedIsoDate(typed)
  const open = isDay(day) ? gapsOn(gaps, day).length > 0 : false
  const query = (accepted: boolean) =>
    isDay(day) ? `?date=${day}${accepted ? '&gaps=accepted' : ''}` : undefined
  return (
    <Fieldset legend="In để trình ký" mt="sm">
      <Stack>
        <DateField
          label="Theo dữ liệu ngày"
          description="Số và ngày ban hành để trống cho văn thư"
          value={typed}
          onValue={setTyped}
          error={isDay(day) ? undefined : 'Hãy nhập ngày theo dạng 01/07/2025.'}
          maw={320}
        />
        <Links title="Quyết định ban hành Quy chế, kèm Quy chế" name="regulation" query={query(false)} />
        {open ? (
          <div>
            <Text size="sm" c="red.9" fw={600}>
              Ngày này còn lĩnh vực chưa có người phụ trách: Quyết định phân công chỉ in được bản dự thảo,
              trang đầu ghi rõ chỗ còn trống.
            </Text>
            <Checkbox
              mt="xs"
              label="In bản dự thảo"
              checked={draft}
              onChange={({ currentTarget }) => setDraft(currentTarget.checked)}
            />
          </div>
        ) : null}
        {open && !draft ? null : (
          <Links title="Quyết định phân công cán bộ, công chức" name="roster" query={query(open)} />
        )}
      </Stack>
    </Fieldset>
  )
}

interface LinksProps {
  title: string
  name: 'regulation' | 'roster'
  /** Undefined while no day is typed. */
  query: string | undefined
}

function Links({ title, name, query }: LinksProps) {
  if (query === undefined) return null
  const link = (kind: 'pdf' | 'docx', label: string) => (
    <Button
      component="a"
      size="compact-sm"
      variant="default"
      href={`/api/v1/desk-papers/${name}.${kind}${query}`}
      aria-label={`${title}: ${label}`}
      {...(kind === 'pdf' ? { target: '_blank', rel: 'noreferrer' } : {})}
    >
      {label}
    </Button>
  )
  return (
    <Group gap="xs">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {link('pdf', 'Xem bản in')}
      {link('docx', 'Tải bản Word')}
    </Group>
  )
}
